#include "ews/find_folder.hpp"

#include "ews/folder_element.hpp"
#include "ews/folder_reference.hpp"
#include "ews/folder_shape.hpp"
#include "ews/indexed_page.hpp"
#include "ews/response_messages.hpp"
#include "ews/restriction.hpp"

namespace likeness::ews {

namespace {

constexpr MessageNames names { "m:FindFolderResponse", "m:FindFolderResponseMessage" };

constexpr std::array<std::pair<std::string_view, FolderTraversal>, 3> traversals { {
    { "Shallow", FolderTraversal::shallow },
    { "Deep", FolderTraversal::deep },
    { "SoftDeleted", FolderTraversal::soft_deleted },
} };

Readable<Page> read_page(xml::Element const& operation)
{
    auto const* const indexed = operation.child(messages, "IndexedPageFolderView");
    auto const* const fractional = operation.child(messages, "FractionalPageFolderView");
    if (indexed && fractional) return refuse_form(fractional->at, "A search has one view.");
    if (indexed) return read_indexed_page(*indexed).map([](IndexedPage const& page) { return Page(page); });
    if (fractional)
        return read_fractional_page(*fractional).map([](FractionalPage const& page) { return Page(page); });
    return Page();
}

struct PageWriter {
    xml::Writer& writer;

    void operator()(std::monostate) const { }
    void operator()(IndexedPage const& page) const
    {
        write_indexed_page(writer, "m:IndexedPageFolderView", page);
    }
    void operator()(FractionalPage const& page) const
    {
        write_fractional_page(writer, "m:FractionalPageFolderView", page);
    }
};

void write_found(xml::Writer& writer, FoundFolders const& found)
{
    writer.open("m:RootFolder");
    if (found.next_offset) writer.attribute("IndexedPagingOffset", std::to_string(*found.next_offset));
    if (found.next_numerator) writer.attribute("NumeratorOffset", std::to_string(*found.next_numerator));
    if (found.next_denominator)
        writer.attribute("AbsoluteDenominator", std::to_string(*found.next_denominator));
    writer.attribute("TotalItemsInView", std::to_string(found.total))
        .attribute("IncludesLastItemInRange", found.includes_last ? "true" : "false");
    write_folders(writer, "t:Folders", found.folders);
    writer.close();
}

Readable<FoundFolders> read_found(xml::Element const& message)
{
    auto const root = required_child(message, messages, "RootFolder");
    if (!root) return tl::unexpected(root.error());
    auto folders = read_folders(**root, types, "Folders");
    if (!folders) return tl::unexpected(folders.error());
    std::optional<int> total;
    FoundFolders found { .folders = std::move(*folders) };
    for (auto const& [name, number] :
        { std::pair("IndexedPagingOffset", &found.next_offset), { "NumeratorOffset", &found.next_numerator },
            { "AbsoluteDenominator", &found.next_denominator }, { "TotalItemsInView", &total } })
        if (auto read = optional_number(**root, name, *number); !read) return tl::unexpected(read.error());
    found.total = total.value_or(static_cast<int>(found.folders.size()));
    if (auto const last = (*root)->attribute("IncludesLastItemInRange")) {
        auto const truth = read_boolean(**root, *last);
        if (!truth) return tl::unexpected(truth.error());
        found.includes_last = *truth;
    }
    return found;
}

}

Readable<FindFolder> read_find_folder(xml::Element const& operation, Schema stated)
{
    auto const traversal_name = required_attribute(operation, "Traversal");
    if (!traversal_name) return tl::unexpected(traversal_name.error());
    auto const traversal = enumerated(operation, *traversal_name, traversals);
    if (!traversal) return tl::unexpected(traversal.error());
    auto const shape = read_folder_shape(operation, stated);
    if (!shape) return tl::unexpected(shape.error());
    auto page = read_page(operation);
    if (!page) return tl::unexpected(page.error());

    FindFolder request { .traversal = *traversal, .shape = *shape, .page = std::move(*page) };
    if (auto const* const element = operation.child(messages, "Restriction")) {
        auto restriction = read_restriction(*element);
        if (!restriction) return tl::unexpected(restriction.error());
        request.restriction = std::move(*restriction);
    }
    auto parents = read_folder_references(operation, "ParentFolderIds");
    if (!parents) return tl::unexpected(parents.error());
    request.parents = std::move(*parents);
    return request;
}

void write_find_folder(xml::Writer& writer, FindFolder const& request)
{
    writer.open("m:FindFolder").attribute("Traversal", name_in(traversals, request.traversal));
    write_folder_shape(writer, request.shape);
    std::visit(PageWriter { writer }, request.page);
    if (request.restriction) write_restriction(writer, *request.restriction);
    write_folder_references(writer, "m:ParentFolderIds", request.parents);
    writer.close();
}

void write_find_folder_response(ResponseWriter& response, FindFolderAnswer const& answer)
{
    write_response_messages(response, names, answer, [](xml::Writer& writer, FoundFolders const* found) {
        if (found) write_found(writer, *found);
    });
}

Readable<FindFolderAnswer> read_find_folder_response(xml::Element const& content)
{
    return read_response_messages<FoundFolders>(content, names, read_found);
}

}
