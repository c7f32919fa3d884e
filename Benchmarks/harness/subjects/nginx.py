"""nginx as a reverse proxy: the yardstick. It does not look into the body."""

import grp
import os
import pwd
import shutil

from harness.subjects.subject import Subject

# Debian installs it where a user's PATH does not look.
_PATH = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"

_CONFIGURATION = """\
{user}worker_processes {workers};
worker_rlimit_nofile 16384;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 8192; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  keepalive_requests 1000000000;
  upstream model {{
    server 127.0.0.1:{upstream};
    keepalive 1024;
    keepalive_requests 1000000000;
  }}
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  server {{
    listen 127.0.0.1:{whole} backlog=4096;
    location / {{ proxy_pass http://model; }}
  }}
  server {{
    listen 127.0.0.1:{stream} backlog=4096;
    location / {{ proxy_pass http://model; proxy_buffering off; }}
  }}
}}
"""


class Nginx(Subject):
    name = "nginx"

    @classmethod
    def missing(cls, options):
        return None if cls.binary() else "nginx is not installed (Debian: nginx-light)"

    @staticmethod
    def binary():
        return shutil.which("nginx", path=_PATH)

    def command(self):
        setting = self.setting
        configuration = setting.folder / "nginx.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                user=_user(), workers=setting.workers, folder=setting.folder, upstream=setting.upstream_port,
                whole=setting.ports[0], stream=setting.ports[1],
            )
        )
        return [self.binary(), "-c", configuration, "-p", setting.folder, "-e", setting.folder / "error.log"]

    def port(self, scenario):
        return self.setting.ports[1 if scenario == "stream" else 0]


def _user():
    """Run by root, the workers would change to a user who cannot enter the folder; else there is nothing to say."""
    if os.geteuid() != 0:
        return ""
    return f"user {pwd.getpwuid(0).pw_name} {grp.getgrgid(0).gr_name};\n"
