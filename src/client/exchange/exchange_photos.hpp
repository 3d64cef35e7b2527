// ExchangePhotos: the mailbox photos of an Exchange as a PhotoReader that asks each time, so that likeness may stand
// before one.
// Source: spec/photos.md 9; core/ports/photo_store.hpp.
#pragma once

#include "client/exchange/exchange_people.hpp"
#include "client/photos/photo_source.hpp"
#include "core/ports/photo_store.hpp"

#include <mutex>

namespace likeness::client {

/// What such a reader cannot answer:
/// - Which picture it is that comes: the server chooses among the mailbox's and the directory's, and answers one that is
///   larger or smaller where it has not the size.
/// - That a photo was removed on purpose (PhotoLookup::removed is false), and when one came to be.
/// - Whether a person is there: who is unknown has no photo.
/// - Of whom ExchangePeople does not know the address: that is a failure, not an empty lookup.
///
/// Any thread may call it; calls go one after the other, each as long as the source's time. Every call brings the picture
/// anew: a PhotoSource is asked without a validator.
class ExchangePhotos final : public PhotoReader {
public:
    /// All that is given has to outlive it; `source` is to be used by nobody else. `tag_of` is not empty.
    ExchangePhotos(PhotoSource& source, ExchangePeople& people, TagMaker tag_of)
        : source_(source)
        , people_(people)
        , tag_of_(std::move(tag_of))
    {
    }

    Result<PhotoLookup> find(PersonId person, PhotoSize size) override;

private:
    PhotoSource& source_;
    ExchangePeople& people_;
    TagMaker tag_of_;
    std::mutex mutex_;
};

}
