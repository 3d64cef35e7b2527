// `likeness contact photo` and `likeness contact set-photo`.
#include "apps/likeness/client/client_failure.hpp"
#include "apps/likeness/client/contact_commands.hpp"
#include "apps/likeness/client/picture_options.hpp"
#include "apps/likeness/client/picture_screen.hpp"
#include "apps/likeness/messages.hpp"
#include "apps/likeness/picture_file.hpp"
#include "client/photos/picture_name.hpp"

#include <cstdio>

namespace likeness::app {

namespace {

using client::fail;
using client::FailureKind;
using client::Outcome;

struct PhotoOptions {
    ContactOptions contact;
    std::string output;
    ShowOption show;
};

void declare_photo(CLI::App& command, PhotoOptions& options)
{
    declare(command, options.contact);
    declare(command, options.show);
    command
        .add_option("-o,--output", options.output,
            "Where to write it; - is the standard output. Without it a file called as the contact is")
        ->type_name("FILE|DIR");
}

std::filesystem::path file_for(PhotoOptions const& options, ShownItem const& item, PictureType type)
{
    std::error_code ignored;
    if (!options.output.empty() && !std::filesystem::is_directory(options.output, ignored))
        return options.output;
    return options.output / std::filesystem::path(client::picture_name(name_of(item), type));
}

Outcome<std::string> write_photo(
    PhotoOptions const& options, ShownItem const& item, client::ReceivedPhoto const& photo)
{
    if (options.output == "-") {
        std::fwrite(photo.bytes.data(), 1, photo.bytes.size(), stdout);
        return options.output;
    }
    auto const file = file_for(options, item, photo.type);
    auto const written = write_picture_file(file, photo.bytes);
    if (written) return file.string();
    return fail(FailureKind::internal, file.string() + " cannot be written", written.error().message());
}

struct Got {
    std::optional<client::ReceivedPhoto> photo;
    std::string file; ///< Empty: none was written.
};

Outcome<Got> get(client::EwsClient& client, PhotoOptions const& options, PictureScreen* screen)
{
    auto const id = contact_id(client, options.contact.contact);
    if (!id) return tl::unexpected(id.error());
    auto const item = std::move(client::get_contacts(client, { &*id, 1 }).front());
    if (!item) return tl::unexpected(item.error());
    auto const* const attachment = client::picture_attachment(*item);
    if (!attachment) return Got {};
    auto photo = std::move(client::load_pictures(client, { &*attachment->id, 1 }).front());
    if (!photo) return tl::unexpected(photo.error());
    if (screen)
        if (auto const shown = screen->show(photo->bytes, photo->type); !shown)
            return tl::unexpected(shown.error());
    if (screen && options.output.empty()) return Got { *std::move(photo), {} };
    return write_photo(options, *item, *photo).map([&](std::string file) {
        return Got { *std::move(photo), std::move(file) };
    });
}

Outcome<Got> get(PhotoOptions const& options)
{
    if (auto const checked = check_picture_output(options.output, options.contact.output, options.show);
        !checked)
        return tl::unexpected(checked.error());
    auto screen = PictureScreen::open(options.show, options.contact.output);
    if (!screen) return tl::unexpected(screen.error());
    return with_ews_client(options.contact.server,
        [&](client::EwsClient& client) { return get(client, options, *screen ? &**screen : nullptr); });
}

ExitCode exit_code_after(Outcome<Got> const& got)
{
    if (!got) return exit_code_of(got.error().kind);
    return got->photo ? ExitCode::ok : ExitCode::not_found;
}

void print_outcome(PhotoOptions const& options, Outcome<Got> const& got)
{
    Json json { { "contact", options.contact.contact } };
    if (!got) {
        add_failure(json, got.error());
    } else {
        json["status"] = got->photo ? "new" : "no_photo";
        if (got->photo) {
            json["file"] = got->file;
            json["bytes"] = got->photo->bytes.size();
            json["content_type"] = content_type_of(got->photo->type);
        }
    }
    print_json(std::move(json), static_cast<int>(exit_code_after(got)));
}

ExitCode run_photo(PhotoOptions const& options)
{
    auto const got = get(options);
    auto const& output = options.contact.output;
    if (output.json) print_outcome(options, got);
    if (!got) return report_failure("get the photo of the contact " + options.contact.contact, got.error());
    if (output.json || output.quiet) return exit_code_after(got);
    if (got->photo)
        tell("{}: {} bytes, {}", got->file.empty() ? options.contact.contact : got->file,
            grouped(got->photo->bytes.size()), content_type_of(got->photo->type));
    else
        tell("the contact {} has no photo", options.contact.contact);
    return exit_code_after(got);
}

struct SetPhotoOptions {
    ContactOptions contact;
    std::string file;
    bool remove = false;
};

void declare_set_photo(CLI::App& command, SetPhotoOptions& options)
{
    command.add_option("CONTACT", options.contact.contact, "Its id, name or e-mail address")
        ->required()
        ->type_name("");
    auto* const file = command.add_option("FILE", options.file,
        "A picture of at most 5 MB, such as a JPEG or PNG file; - is the standard input");
    file->type_name("");
    command.add_flag("--remove", options.remove, "Take the picture away")->excludes(file);
    declare(command, options.contact.server);
    declare(command, options.contact.output);
}

Outcome<base::Bytes> picture_of(SetPhotoOptions const& options)
{
    if (options.remove) return base::Bytes();
    if (options.file.empty()) return fail(FailureKind::invalid_request, "give a FILE, or --remove");
    return read_new_picture(options.file, options.contact.server);
}

// What became of it: "stored", "removed" or "no_photo".
Outcome<std::string_view> set(
    client::EwsClient& client, SetPhotoOptions const& options, base::ByteView picture)
{
    auto const id = contact_id(client, options.contact.contact);
    if (!id) return tl::unexpected(id.error());
    if (!options.remove)
        return client::set_contact_picture(client, *id, picture).map([](auto&&) -> std::string_view {
            return "stored";
        });
    return client::remove_contact_picture(client, *id).map([](bool was_there) -> std::string_view {
        return was_there ? "removed" : "no_photo";
    });
}

// What can be refused here is refused before a password is asked for.
Outcome<std::string_view> set(SetPhotoOptions const& options)
{
    auto const picture = picture_of(options);
    if (!picture) return tl::unexpected(picture.error());
    return with_ews_client(
        options.contact.server, [&](client::EwsClient& client) { return set(client, options, *picture); });
}

ExitCode run_set_photo(SetPhotoOptions const& options)
{
    auto const done = set(options);
    auto const code = done ? ExitCode::ok : exit_code_of(done.error().kind);
    auto const& contact = options.contact.contact;
    if (options.contact.output.json) {
        Json json { { "contact", contact } };
        if (done)
            json["status"] = *done;
        else
            add_failure(json, done.error());
        print_json(std::move(json), static_cast<int>(code));
    }
    if (!done) return report_failure("set the photo of the contact " + contact, done.error());
    if (options.contact.output.json || options.contact.output.quiet) return code;
    if (!options.remove)
        tell("{} is now the photo of the contact {}", options.file, contact);
    else if (*done == "removed")
        tell("the contact {} has no photo any more", contact);
    else
        tell("the contact {} had no photo", contact);
    return code;
}

}

void add_contact_photo(CLI::App& group, Command& chosen)
{
    add_command<PhotoOptions>(group, chosen,
        { .name = "photo",
            .does = "Get a contact's picture",
            .examples
            = "  likeness contact photo \"Sadie Daniels\" --url https://mail.contoso.com --user "
              "hope@contoso.com\n"
              "  likeness contact photo sadie@contoso.com -o Sadie.jpg --url https://mail.contoso.com "
              "--user hope@contoso.com\n"
              "  likeness contact photo sadie@contoso.com --show\n\n"
              "Without a picture (exit code 3) no file is written.\n" },
        declare_photo, run_photo);
}

void add_contact_set_photo(CLI::App& group, Command& chosen)
{
    add_command<SetPhotoOptions>(group, chosen,
        { .name = "set-photo",
            .does = "Make a picture a contact's, or take it away",
            .examples
            = "  likeness contact set-photo \"Sadie Daniels\" Sadie.jpg --url "
              "https://mail.contoso.com --user hope@contoso.com\n"
              "  likeness contact set-photo sadie@contoso.com --remove --url "
              "https://mail.contoso.com --user hope@contoso.com\n\n"
              "The picture is stored as it is. The old one goes only once the new one is there.\n" },
        declare_set_photo, run_set_photo);
}

}
