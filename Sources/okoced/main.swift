// The daemon's program; what it does is in Service.

import Service

Okoced.main()
