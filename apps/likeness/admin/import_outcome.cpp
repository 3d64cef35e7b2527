#include "apps/likeness/admin/import_outcome.hpp"

#include "apps/likeness/interrupt.hpp"
#include "apps/likeness/messages.hpp"

namespace likeness::app {

ExitCode import_outcome(Result<void> const& taken, std::size_t refused, std::string const& tried)
{
    if (!taken) {
        auto const code = report_failure(tried, taken.error());
        tell("what the summary counts is stored; run it again for the rest");
        return code;
    }
    if (InterruptWatch::interrupted()) {
        tell("interrupted; run it again for the rest");
        return ExitCode::interrupted;
    }
    return refused == 0 ? ExitCode::ok : ExitCode::partial;
}

}
