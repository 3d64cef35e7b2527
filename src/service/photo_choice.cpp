#include "service/photo_choice.hpp"

namespace likeness::service {

namespace {

bool may_prefer_thumbnail(PhotoSize size, PhotoPolicy const& policy)
{
    return size == PhotoSize::hr48x48 && policy.hr48_prefers != Hr48Prefers::mailbox;
}

// The step of HR48x48, before all others.
PhotoChoice choose_preferred(PhotoFacts const& facts, Hr48Prefers prefers)
{
    auto const& thumbnail_at = facts.thumbnail.changed_at;
    if (prefers == Hr48Prefers::directory)
        return { PhotoOrigin::directory, PhotoReason::thumbnail_is_preferred };
    bool const is_newer = !facts.stored_at || *thumbnail_at >= *facts.stored_at;
    if (is_newer) return { PhotoOrigin::directory, PhotoReason::thumbnail_is_newer };
    return { PhotoOrigin::mailbox, PhotoReason::mailbox_photo_is_newer };
}

}

// With a mailbox photo at hand a silent directory costs nobody the picture; without one "cannot tell" is not "none".
PhotoChoice choose_photo(PhotoSize size, PhotoFacts const& facts, PhotoPolicy const& policy)
{
    bool const prefers_thumbnail = may_prefer_thumbnail(size, policy);
    if (prefers_thumbnail && facts.thumbnail.changed_at) return choose_preferred(facts, policy.hr48_prefers);
    if (prefers_thumbnail && !facts.thumbnail.is_known)
        return facts.stored_at ? PhotoChoice { PhotoOrigin::mailbox, PhotoReason::mailbox_photo_meanwhile }
                               : PhotoChoice { PhotoOrigin::cannot_tell, PhotoReason::directory_is_silent };

    if (facts.stored_at) return { PhotoOrigin::mailbox, PhotoReason::mailbox_photo };
    if (facts.removed) return { PhotoOrigin::nothing, PhotoReason::removed };
    if (!facts.thumbnail.is_known) return { PhotoOrigin::cannot_tell, PhotoReason::directory_is_silent };
    if (facts.thumbnail.changed_at) return { PhotoOrigin::directory, PhotoReason::only_thumbnail };
    return { PhotoOrigin::nothing, PhotoReason::no_picture };
}

bool needs_thumbnail(PhotoSize size, PhotoLookup const& stored, PhotoPolicy const& policy)
{
    return may_prefer_thumbnail(size, policy) || (!stored.photo && !stored.removed);
}

PhotoFacts facts_of(PhotoLookup const& stored, Result<std::optional<Photo>> const& thumbnail)
{
    PhotoFacts facts { .removed = stored.removed };
    if (stored.photo) facts.stored_at = stored.photo->changed_at;
    facts.thumbnail.is_known = thumbnail.has_value();
    if (thumbnail && *thumbnail) facts.thumbnail.changed_at = (*thumbnail)->changed_at;
    return facts;
}

}
