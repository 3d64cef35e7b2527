#include "service/sync_folder_hierarchy.hpp"

namespace likeness::service {

namespace {

// The revision up to which a client has followed the tree that `expected` names; 0 for one that begins.
Result<std::uint64_t> followed_to(std::string const& state, ObjectId const& expected, ObjectIds const& ids)
{
    if (state.empty()) return 0;
    auto const id = ids.read(state);
    if (!id || id->kind != expected.kind || id->mailbox != expected.mailbox || id->object != expected.object)
        return fail(Code::invalid_sync_state_data);
    // A newer program may have given it, before somebody went back to this one: begin again.
    if (id->extra > expected.extra) return fail(Code::invalid_sync_state_data);
    return id->extra;
}

}

Result<FolderChanges> sync_folder_hierarchy(
    SyncFolderHierarchy const& request, Principal const& caller, FolderPorts const& ports)
{
    FolderAccess access(caller, ports);
    auto const scope = access.find(request.folder.value_or(
        DistinguishedReference { .name = DistinguishedFolder::msgfolderroot, .mailbox = std::nullopt }));
    if (!scope) return tl::unexpected(scope.error());
    auto const owner = access.mailbox().owner_or(Code::access_denied);
    if (!owner) return tl::unexpected(owner.error());

    ObjectId const now { .kind = ObjectKind::hierarchy_state,
        .mailbox = (*owner)->id,
        .object = scope->number,
        .extra = hierarchy_revision };
    auto const since = followed_to(request.state, now, ports.ids);
    if (!since) return tl::unexpected(since.error());

    FolderChanges changes { .state = ports.ids.write(now) };
    for (auto const* const node : access.tree().below(scope->number, Below::everything))
        if (node->since_revision > *since)
            changes.changes.push_back({ FolderChange::Kind::created, access.shown(*node, request.shape) });
    return changes;
}

}
