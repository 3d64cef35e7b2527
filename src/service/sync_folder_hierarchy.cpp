// How far a client has followed a tree is two numbers in one: the revision of the folders that every mailbox has in the
// low 16 bits, as it was alone in states that older versions gave, and above it the last change of the made ones.
#include "service/sync_folder_hierarchy.hpp"

#include "service/exchange_words.hpp"
#include "service/shown_folder.hpp"

#include <unordered_set>

namespace likeness::service {

namespace {

constexpr int revision_bits = 16;
static_assert(hierarchy_revision < 1u << revision_bits);

struct Followed {
    std::uint64_t revision = 0;
    ChangeNumber change = 0;
};

std::uint64_t packed(Followed const& followed)
{
    return followed.change << revision_bits | followed.revision;
}

Followed unpacked(std::uint64_t number)
{
    return { number & ((1u << revision_bits) - 1), number >> revision_bits };
}

// Nothing at all for a client that begins.
Result<Followed> followed_to(std::string const& state, ObjectId const& expected, ObjectIds const& ids)
{
    if (state.empty()) return Followed {};
    auto const id = ids.read(state);
    if (!id || id->kind != expected.kind || id->mailbox != expected.mailbox || id->object != expected.object)
        return fail(Code::invalid_sync_state_data);
    auto const followed = unpacked(id->extra);
    // A newer program may have given it, before somebody went back to this one: begin again.
    if (followed.revision > hierarchy_revision) return fail(Code::invalid_sync_state_data);
    return followed;
}

// What is told of one tree.
class TreeChanges {
public:
    TreeChanges(SyncFolderHierarchy const& request, ReachedFolder const& scope, FolderViews& views)
        : request_(request)
        , scope_(scope)
        , views_(views)
    {
    }

    Result<void> add(FolderChangesSince const& made, Followed const& since)
    {
        for (auto const* const node : tree().below(scope_.node.number, Below::everything))
            if (!node->is_made() && node->since_revision > since.revision)
                if (auto told = tell(FolderChange::Kind::created, *node); !told) return told;
        for (auto const& folder : made.present)
            if (auto told = add_made(folder, since.change); !told) return told;
        for (auto const number : made.removed)
            if (scope_.mailbox->is_own) tell_removed({ .number = number });
        return {};
    }

    std::vector<FolderChange> take() { return std::move(changes_); }

private:
    FolderTree const& tree() const { return *scope_.mailbox->tree; }
    // Whatever is made lies below the top: nothing is moved out of such a tree.
    bool has_all_made() const
    {
        auto const name = scope_.node.distinguished;
        return name == DistinguishedFolder::root || name == DistinguishedFolder::msgfolderroot;
    }
    bool is_in_scope(FolderNumber number) const { return tree().is_below(number, scope_.node.number); }

    Result<void> add_made(MadeFolder const& folder, ChangeNumber since)
    {
        auto const* const node = tree().find(folder.number);
        if (!node) return {}; // Gone a moment later: that is told the next time.
        if (folder.entered > since)
            return is_in_scope(folder.number) ? tell_from_above(*node, since) : Result<void>();
        if (auto told = tell_moved(*node, since); !told) return told;
        if (has_all_made()) return {};
        // It may have been moved, out of the tree or into it with all that is below.
        for (auto const* const below : tree().below(folder.number, Below::everything))
            if (auto told = tell_moved(*below, since); !told) return told;
        return {};
    }

    // A parent comes first, also where it was changed later than what is below it.
    Result<void> tell_from_above(FolderNode const& node, ChangeNumber since)
    {
        if (node.entered <= since || node.number == scope_.node.number) return {};
        if (auto const* const parent = tree().find(node.parent))
            if (auto told = tell_from_above(*parent, since); !told) return told;
        return tell(FolderChange::Kind::created, node);
    }

    Result<void> tell_moved(FolderNode const& node, ChangeNumber since)
    {
        if (node.entered > since) return {};
        if (is_in_scope(node.number)) return tell(FolderChange::Kind::updated, node);
        tell_removed(node);
        return {};
    }

    Result<void> tell(FolderChange::Kind kind, FolderNode const& node)
    {
        if (!scope_.mailbox->shows(node.number) || !told_.insert(node.number).second) return {};
        auto folder = views_.shown(*scope_.mailbox, node, request_.shape);
        if (!folder) return tl::unexpected(folder.error());
        changes_.push_back({ kind, std::move(*folder) });
        return {};
    }

    void tell_removed(FolderNode const& node)
    {
        if (!scope_.mailbox->shows(node.number) || !told_.insert(node.number).second) return;
        changes_.push_back({ FolderChange::Kind::deleted, views_.named(*scope_.mailbox, node) });
    }

    SyncFolderHierarchy const& request_;
    ReachedFolder const& scope_;
    FolderViews& views_;
    std::unordered_set<FolderNumber> told_;
    std::vector<FolderChange> changes_;
};

}

Result<FolderChanges> sync_folder_hierarchy(
    SyncFolderHierarchy const& request, Principal const& caller, MailboxPorts const& ports)
{
    MailboxAccess access(caller, ports);
    auto const scope = access.folder(request.folder.value_or(
        DistinguishedReference { .name = DistinguishedFolder::msgfolderroot, .mailbox = std::nullopt }));
    if (!scope) return tl::unexpected(scope.error());

    ObjectId state {
        .kind = ObjectKind::hierarchy_state, .mailbox = scope->mailbox->owner.id, .object = scope->node.number
    };
    auto const since = followed_to(request.state, state, ports.ids);
    if (!since) return tl::unexpected(since.error());
    auto const made = ports.store.folder_changes(state.mailbox, since->change);
    if (!made) return tl::unexpected(in_exchange_words(made.error()));
    if (since->change > made->head) return fail(Code::invalid_sync_state_data);
    // The tree was read before the changes: what they tell of may not have been there yet.
    if (!made->present.empty())
        if (auto const tree = access.read_tree(*scope->mailbox); !tree) return tl::unexpected(tree.error());

    FolderViews views(access, ports);
    TreeChanges changes(request, *scope, views);
    if (auto added = changes.add(*made, *since); !added) return tl::unexpected(added.error());
    state.extra = packed({ hierarchy_revision, made->head });
    return FolderChanges { .state = ports.ids.write(state), .changes = changes.take() };
}

}
