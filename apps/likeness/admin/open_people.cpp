#include "apps/likeness/admin/open_people.hpp"

namespace likeness::app {

Result<std::unique_ptr<OpenPeople>> OpenPeople::open(OpenData const& data)
{
    std::unique_ptr<OpenPeople> people(new OpenPeople(data));
    auto directories = Directories::open(
        data.config.directories, { *data.directory, people->names_, people->tags_, people->clock_ });
    if (!directories) return tl::unexpected(directories.error());
    people->directories_ = std::move(*directories);
    return people;
}

}
