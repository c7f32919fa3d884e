"""No proxy: the load goes to the upstream, on the load's cores. The ceiling of what the others could reach."""

from harness.subjects.subject import Subject


class Direct(Subject):
    name = "direct"

    @classmethod
    def missing(cls, options):
        return None

    def command(self):
        return None

    def port(self, scenario):
        return self.setting.upstream_port
