// PostgreSQL's client library, as Debian's libpq-dev installs it. Without pkg-config its folder is not searched.
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif
