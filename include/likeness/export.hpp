// What of likeness::client is visible outside it: everything else is hidden.
#pragma once

#if defined(LIKENESS_STATIC)
#define LIKENESS_API
#else
#define LIKENESS_API __attribute__((visibility("default")))
#endif
