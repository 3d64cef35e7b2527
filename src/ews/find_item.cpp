#include "ews/find_item.hpp"

#include "base/ascii.hpp"
#include "core/items/limits.hpp"
#include "ews/folder_reference.hpp"
#include "ews/indexed_page.hpp"
#include "ews/item_element.hpp"
#include "ews/item_shape.hpp"
#include "ews/property_path.hpp"
#include "ews/response_messages.hpp"
#include "ews/restriction.hpp"

namespace likeness::ews {

namespace {

constexpr MessageNames names { "m:FindItemResponse", "m:FindItemResponseMessage" };

constexpr std::array<std::pair<std::string_view, ItemTraversal>, 3> traversals { {
    { "Shallow", ItemTraversal::shallow },
    { "SoftDeleted", ItemTraversal::soft_deleted },
    { "Associated", ItemTraversal::associated },
} };

constexpr std::array<std::pair<std::string_view, bool>, 2> directions { {
    { "Ascending", false },
    { "Descending", true },
} };

constexpr std::array unserved { "SeekToConditionPageItemView", "GroupBy", "DistinguishedGroupBy",
    "CalendarView" };

constexpr std::array never_found { Slot::body, Slot::body_type, Slot::attachments, Slot::photo };

Readable<ContactsView> read_contacts_view(xml::Element const& element)
{
    ContactsView view { .initial_name = std::string(element.attribute("InitialName").value_or("")),
        .final_name = std::string(element.attribute("FinalName").value_or("")) };
    if (auto read = optional_number(element, "MaxEntriesReturned", view.entries_max); !read)
        return tl::unexpected(read.error());
    return view;
}

Readable<ItemView> read_view(xml::Element const& operation)
{
    auto const as_view = [](auto const& view) { return ItemView(view); };
    std::optional<ItemView> found;
    for (auto const& child : operation.children()) {
        Readable<ItemView> view = ItemView();
        if (child.is(messages, "IndexedPageItemView"))
            view = read_indexed_page(child).map(as_view);
        else if (child.is(messages, "FractionalPageItemView"))
            view = read_fractional_page(child).map(as_view);
        else if (child.is(messages, "ContactsView"))
            view = read_contacts_view(child).map(as_view);
        else
            continue;
        if (!view) return view;
        if (found) return refuse_form(child.at, "A search has one view.");
        found = std::move(*view);
    }
    return found.value_or(ItemView());
}

Readable<FieldOrder> read_field_order(xml::Element const& element)
{
    auto const direction = required_attribute(element, "Order");
    if (!direction) return tl::unexpected(direction.error());
    auto const descending = enumerated(element, *direction, directions);
    if (!descending) return tl::unexpected(descending.error());
    if (!element.first_child) return refuse_form(element.at, "'FieldOrder' names no property.");
    auto path = read_property_path(*element.first_child);
    if (!path) return tl::unexpected(path.error());
    return FieldOrder { std::move(*path), *descending };
}

Readable<std::vector<FieldOrder>> read_order(xml::Element const& operation)
{
    std::vector<FieldOrder> order;
    auto const* const list = operation.child(messages, "SortOrder");
    if (!list) return order;
    for (auto const& element : list->children()) {
        if (!element.is(types, "FieldOrder")) continue;
        if (order.size() == limits::sort_keys_max) return refuse(Code::invalid_request);
        auto key = read_field_order(element);
        if (!key) return tl::unexpected(key.error());
        order.push_back(std::move(*key));
    }
    return order;
}

Readable<ItemTraversal> read_traversal(xml::Element const& operation, Schema stated)
{
    auto const name = required_attribute(operation, "Traversal");
    if (!name) return tl::unexpected(name.error());
    auto const traversal = enumerated(operation, *name, traversals);
    if (traversal && *traversal == ItemTraversal::associated && stated < Schema::exchange2010)
        return refuse(Code::incorrect_schema_version);
    return traversal;
}

// What narrows a search, apart from where and how much.
Readable<void> read_conditions(xml::Element const& operation, Schema stated, FindItem& request)
{
    if (auto const* const element = operation.child(messages, "Restriction")) {
        auto restriction = read_restriction(*element);
        if (!restriction) return tl::unexpected(restriction.error());
        request.restriction = std::move(*restriction);
    }
    auto order = read_order(operation);
    if (!order) return tl::unexpected(order.error());
    request.order = std::move(*order);
    if (auto const* const query = operation.child(messages, "QueryString")) {
        if (stated < Schema::exchange2010) return refuse(Code::incorrect_schema_version);
        request.query = base::trim(query->text);
    }
    return {};
}

struct ViewWriter {
    xml::Writer& writer;

    void operator()(std::monostate) const { }
    void operator()(IndexedPage const& page) const
    {
        write_indexed_page(writer, "m:IndexedPageItemView", page);
    }
    void operator()(FractionalPage const& page) const
    {
        write_fractional_page(writer, "m:FractionalPageItemView", page);
    }
    void operator()(ContactsView const& view) const
    {
        writer.open("m:ContactsView");
        if (view.entries_max) writer.attribute("MaxEntriesReturned", std::to_string(*view.entries_max));
        if (!view.initial_name.empty()) writer.attribute("InitialName", view.initial_name);
        if (!view.final_name.empty()) writer.attribute("FinalName", view.final_name);
        writer.close();
    }
};

void write_order(xml::Writer& writer, std::vector<FieldOrder> const& order)
{
    if (order.empty()) return;
    writer.open("m:SortOrder");
    for (auto const& [path, descending] : order) {
        writer.open("t:FieldOrder").attribute("Order", name_in(directions, descending));
        write_property_path(writer, path);
        writer.close();
    }
    writer.close();
}

void write_found(xml::Writer& writer, FoundItems const& found)
{
    writer.open("m:RootFolder");
    if (found.next_offset) writer.attribute("IndexedPagingOffset", std::to_string(*found.next_offset));
    if (found.next_numerator) writer.attribute("NumeratorOffset", std::to_string(*found.next_numerator));
    if (found.next_denominator)
        writer.attribute("AbsoluteDenominator", std::to_string(*found.next_denominator));
    writer.attribute("TotalItemsInView", std::to_string(found.total))
        .attribute("IncludesLastItemInRange", found.includes_last ? "true" : "false");
    write_items(writer, "t:Items", found.items);
    writer.close();
}

Readable<FoundItems> read_found(xml::Element const& message)
{
    auto const root = required_child(message, messages, "RootFolder");
    if (!root) return tl::unexpected(root.error());
    auto items = read_items(**root, types, "Items");
    if (!items) return tl::unexpected(items.error());
    FoundItems found { .items = std::move(*items) };
    std::optional<int> total;
    for (auto const& [name, number] :
        { std::pair("IndexedPagingOffset", &found.next_offset), { "NumeratorOffset", &found.next_numerator },
            { "AbsoluteDenominator", &found.next_denominator }, { "TotalItemsInView", &total } })
        if (auto read = optional_number(**root, name, *number); !read) return tl::unexpected(read.error());
    found.total = total.value_or(static_cast<int>(found.items.size()));
    if (auto const last = (*root)->attribute("IncludesLastItemInRange")) {
        auto const truth = read_boolean(**root, *last);
        if (!truth) return tl::unexpected(truth.error());
        found.includes_last = *truth;
    }
    return found;
}

}

Readable<FindItem> read_find_item(xml::Element const& operation, Schema stated)
{
    FindItem request;
    auto const traversal = read_traversal(operation, stated);
    if (!traversal) return tl::unexpected(traversal.error());
    request.traversal = *traversal;
    auto shape = read_item_shape(operation, stated);
    if (!shape) return tl::unexpected(shape.error());
    request.shape = std::move(*shape);
    for (auto const slot : never_found) request.shape.slots.reset(static_cast<std::size_t>(slot));

    for (auto const* const name : unserved)
        if (operation.child(messages, name)) return refuse(Code::invalid_request);
    auto view = read_view(operation);
    if (!view) return tl::unexpected(view.error());
    request.view = std::move(*view);
    if (auto read = read_conditions(operation, stated, request); !read) return tl::unexpected(read.error());
    auto parents = read_folder_references(operation, "ParentFolderIds");
    if (!parents) return tl::unexpected(parents.error());
    request.parents = std::move(*parents);
    return request;
}

void write_find_item(xml::Writer& writer, FindItem const& request)
{
    writer.open("m:FindItem").attribute("Traversal", name_in(traversals, request.traversal));
    write_item_shape(writer, request.shape);
    std::visit(ViewWriter { writer }, request.view);
    if (request.restriction) write_restriction(writer, *request.restriction);
    write_order(writer, request.order);
    write_folder_references(writer, "m:ParentFolderIds", request.parents);
    if (!request.query.empty()) writer.element("m:QueryString", request.query);
    writer.close();
}

void write_find_item_response(ResponseWriter& response, FindItemAnswer const& answer)
{
    write_response_messages(response, names, answer, [](xml::Writer& writer, FoundItems const* found) {
        if (found) write_found(writer, *found);
    });
}

Readable<FindItemAnswer> read_find_item_response(xml::Element const& content)
{
    return read_response_messages<FoundItems>(content, names, read_found);
}

}
