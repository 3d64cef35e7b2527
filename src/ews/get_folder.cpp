#include "ews/get_folder.hpp"

#include "ews/folder_element.hpp"
#include "ews/folder_reference.hpp"
#include "ews/folder_shape.hpp"
#include "ews/response_messages.hpp"

namespace likeness::ews {

namespace {

constexpr MessageNames names { "m:GetFolderResponse", "m:GetFolderResponseMessage" };

}

Readable<GetFolder> read_get_folder(xml::Element const& operation, Schema stated)
{
    auto const shape = read_folder_shape(operation, stated);
    if (!shape) return tl::unexpected(shape.error());
    auto folders = read_folder_references(operation, "FolderIds");
    if (!folders) return tl::unexpected(folders.error());
    return GetFolder { *shape, std::move(*folders) };
}

void write_get_folder(xml::Writer& writer, GetFolder const& request)
{
    writer.open("m:GetFolder");
    write_folder_shape(writer, request.shape);
    write_folder_references(writer, "m:FolderIds", request.folders);
    writer.close();
}

void write_get_folder_response(ResponseWriter& response, GetFolderAnswer const& answer)
{
    write_response_messages(response, names, answer, [](xml::Writer& writer, Folder const* folder) {
        writer.open("m:Folders"); // Empty for a failure, as Exchange's is.
        if (folder) write_folder(writer, *folder);
        writer.close();
    });
}

Readable<GetFolderAnswer> read_get_folder_response(xml::Element const& content)
{
    return read_response_messages<Folder>(
        content, names, [](xml::Element const& message) -> Readable<Folder> {
            auto folders = read_folders(message, messages, "Folders");
            if (!folders) return tl::unexpected(folders.error());
            if (folders->size() != 1)
                return refuse_form(message.at, "the message holds not exactly one folder");
            return std::move(folders->front());
        });
}

}
