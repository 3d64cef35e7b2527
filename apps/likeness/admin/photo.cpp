// `admin photo`: the mailbox photos, and what a caller would be shown.
#include "apps/likeness/admin/admin.hpp"
#include "apps/likeness/admin/photo_output.hpp"
#include "apps/likeness/admin/photo_setter.hpp"
#include "apps/likeness/messages.hpp"
#include "apps/likeness/picture_file.hpp"
#include "service/get_user_photo.hpp"
#include "service/remove_user_photo.hpp"

#include <cstdio>
#include <unistd.h>

namespace likeness::app {

namespace {

struct PhotoOptions {
    DataOptions data;
    std::string email;
    std::string file;
    std::string size = "HR648x648";
    std::string output;
    bool use_directory = false;
    bool json = false;
};

void declare_email(CLI::App& command, PhotoOptions& options)
{
    command.add_option("EMAIL", options.email, "The person's address")->required()->type_name("");
    declare(command, options.data);
}

void declare_set(CLI::App& command, PhotoOptions& options)
{
    declare_email(command, options);
    command.add_option("FILE", options.file, "JPEG, PNG, GIF, WebP, TIFF or HEIF; - is the standard input")
        ->required()
        ->type_name("");
    command.add_flag("--json", options.json, "Print what is stored now as a JSON object");
}

void declare_get(CLI::App& command, PhotoOptions& options)
{
    declare_email(command, options);
    command.add_option("--size", options.size, "HR48x48, 64, 96, 120, 240, 360, 432, 504 or HR648x648")
        ->capture_default_str()
        ->type_name("CODE");
    command.add_option("-o,--output", options.output, "Write to this file instead of the standard output")
        ->type_name("FILE");
}

void declare_list(CLI::App& command, PhotoOptions& options)
{
    command.add_option("EMAIL", options.email, "Only this person")->type_name("");
    declare(command, options.data);
    command.add_flag("--json", options.json, "Print JSON, an object a person");
}

void declare_remove(CLI::App& command, PhotoOptions& options)
{
    declare_email(command, options);
    command.add_flag("--use-directory", options.use_directory,
        "Show the directory's thumbnail afterwards. Without it no picture shows, and the thumbnail goes too");
}

struct Asked {
    std::unique_ptr<OpenData> data;
    std::unique_ptr<OpenPeople> people;
    EmailAddress email;
};

Result<Asked> open_for(PhotoOptions const& options)
{
    auto email = EmailAddress::parse(options.email);
    if (!email) return tl::unexpected(email.error());
    auto data = open_data(options.data, storage::OpenMode::existing);
    if (!data) return tl::unexpected(data.error());
    auto kept = std::make_unique<OpenData>(std::move(*data));
    auto people = OpenPeople::open(*kept);
    if (!people) return tl::unexpected(people.error());
    return Asked { std::move(kept), std::move(*people), std::move(*email) };
}

void print_photo(EmailAddress const& email, PhotoSummary const& summary, bool json)
{
    fmt::print("{}\n", json ? photo_json(email, summary) : photo_line(email, summary));
}

Result<void> set_photo(PhotoOptions const& options)
{
    auto const picture = read_picture(options.file);
    if (!picture) return tl::unexpected(picture.error());
    auto asked = open_for(options);
    if (!asked) return tl::unexpected(asked.error());
    return PhotoSetter(*asked->data, *asked->people, 1)
        .set(asked->email, *picture)
        .map([&](service::StoredUserPhoto const& stored) {
            if (stored.thumbnail_trouble)
                tell("the photo is stored, but not as the thumbnail in the directory: {}",
                    reason_of(*stored.thumbnail_trouble));
            print_photo(asked->email, stored.photo, options.json);
        });
}

Result<Photo> find_photo(PhotoOptions const& options)
{
    auto const size = parse_photo_size(options.size);
    if (!size) return tl::unexpected(size.error());
    auto const asked = open_for(options);
    if (!asked) return tl::unexpected(asked.error());
    return service::get_user_photo({ .email = asked->email, .size = *size }, operator_principal(),
        asked->data->directory->photos(), asked->people->directory(), asked->data->config.photo_policy());
}

Result<void> write_photo(Photo const& photo, std::string const& output)
{
    if (output.empty()) {
        // What could not be written is noticed when the standard output is flushed.
        std::fwrite(photo.bytes.data(), 1, photo.bytes.size(), stdout);
        return {};
    }
    auto const written = write_picture_file(output, photo.bytes);
    if (written) return {};
    return fail(
        Code::invalid_request, fmt::format("{} cannot be written: {}", output, written.error().message()));
}

Result<void> get_photo(PhotoOptions const& options)
{
    if (options.output.empty() && ::isatty(STDOUT_FILENO) != 0)
        return fail(Code::invalid_request, "a picture is no text for a terminal: give -o FILE");
    auto const photo = find_photo(options);
    if (!photo) return tl::unexpected(photo.error());
    return write_photo(*photo, options.output);
}

Result<void> list_one(Asked const& asked, bool json)
{
    auto const person = find_person(asked.people->directory(), asked.email);
    if (!person) return tl::unexpected(person.error());
    return asked.data->directory->photos().summary(person->id).map([&](PhotoSummary const& summary) {
        print_photo(person->primary_address(), summary, json);
    });
}

// Everybody who has or had a photo.
Result<void> list_all(OpenData const& data, bool json)
{
    Result<void> outcome;
    auto const visited = data.directory->people().for_each([&](Person const& person) {
        auto const summary = data.directory->photos().summary(person.id);
        if (!summary)
            outcome = tl::unexpected(summary.error());
        else if (summary->version != 0)
            print_photo(person.primary_address(), *summary, json);
        return outcome.has_value() && std::ferror(stdout) == 0;
    });
    return visited ? outcome : visited;
}

Result<void> list_photos(PhotoOptions const& options)
{
    if (!options.email.empty())
        return open_for(options).and_then([&](Asked const& asked) { return list_one(asked, options.json); });
    return open_data(options.data, storage::OpenMode::existing).and_then([&](OpenData const& data) {
        return list_all(data, options.json);
    });
}

Result<void> remove_photo(PhotoOptions const& options)
{
    auto const asked = open_for(options);
    if (!asked) return tl::unexpected(asked.error());
    auto const removal
        = options.use_directory ? service::Removal::use_directory : service::Removal::leave_nothing;
    auto const removed = service::remove_user_photo(asked->email, removal, operator_principal(),
        { .directory = asked->people->directory(),
            .photos = asked->data->directory->photos(),
            .clock = asked->people->clock(),
            .write_back = asked->people->write_back() });
    if (!removed) return tl::unexpected(removed.error());
    if (removed->thumbnail_trouble)
        tell("the photo is removed, but not the thumbnail in the directory: {}",
            reason_of(*removed->thumbnail_trouble));
    return {};
}

ExitCode run_set(PhotoOptions const& options)
{
    return finish("set the photo of " + options.email, set_photo(options));
}

ExitCode run_get(PhotoOptions const& options)
{
    return finish("get the photo of " + options.email, get_photo(options));
}

ExitCode run_list(PhotoOptions const& options)
{
    return finish("list the photos", list_photos(options));
}

ExitCode run_remove(PhotoOptions const& options)
{
    return finish("remove the photo of " + options.email, remove_photo(options));
}

}

void add_admin_photo(CLI::App& admin, Command& chosen)
{
    auto& photo = add_group(admin,
        { .name = "photo",
            .does = "Mailbox photos",
            .examples = "  likeness admin photo set sadie@contoso.com Sadie.jpg --data /var/lib/likeness\n"
                        "  likeness admin photo import photos/ --data /var/lib/likeness\n" });
    add_command<PhotoOptions>(photo, chosen,
        { .name = "set",
            .does = "Make a picture somebody's photo, cropped to a square and scaled to every size",
            .examples = "  likeness admin photo set sadie@contoso.com Sadie.jpg --data /var/lib/likeness\n"
                        "  convert scan.tif -crop 600x600+40+10 jpg:- | likeness admin photo set "
                        "sadie@contoso.com -\n" },
        declare_set, run_set);
    add_command<PhotoOptions>(photo, chosen,
        { .name = "get",
            .does = "Write the picture that an admin would be served",
            .examples = "  likeness admin photo get sadie@contoso.com -o Sadie.jpg --data /var/lib/likeness\n"
                        "  likeness admin photo get sadie@contoso.com --size HR96x96 > small.jpg\n" },
        declare_get, run_get);
    add_command<PhotoOptions>(photo, chosen,
        { .name = "list",
            .does = "List whose photo is stored, in which sizes, and whose was removed",
            .examples = "  likeness admin photo list --data /var/lib/likeness\n"
                        "  likeness admin photo list sadie@contoso.com --json | jq '.sizes[].bytes'\n" },
        declare_list, run_list);
    add_command<PhotoOptions>(photo, chosen,
        { .name = "remove",
            .does = "Remove somebody's photo",
            .examples = "  likeness admin photo remove sadie@contoso.com --data /var/lib/likeness\n"
                        "  likeness admin photo remove sadie@contoso.com --use-directory\n" },
        declare_remove, run_remove);
    add_admin_photo_import(photo, chosen);
}

}
