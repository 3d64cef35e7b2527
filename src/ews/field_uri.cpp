// Theory: the schema's enumeration has some 350 names. They are kept as a list of words for each prefix, as the page of
// the reference shows them, and a name is looked for in the list of its own prefix.
#include "ews/field_uri.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>

namespace likeness::ews {

namespace {

struct Names {
    std::string_view prefix;
    std::string_view words; ///< With a blank between them.
};

constexpr std::array<Names, 18> fields { {
    { "abchperson",
        "AntiLinkInfo Categories ContactHandles ExchangePersonIdGuid FavoriteOrder PersonId "
        "RelevanceOrder1 RelevanceOrder2" },
    { "booking", "CustomerEmail CustomerId CustomerName CustomerPhone ServiceIds StaffIds StaffInitials" },
    { "calendar",
        "AdjacentMeetingCount AdjacentMeetings AllowNewTimeProposal AppointmentReplyTime "
        "AppointmentSequenceNumber AppointmentState CalendarActivityData CalendarItemType ConferenceType "
        "ConflictingMeetingCount ConflictingMeetings DateTimeStamp DeletedOccurrences DoNotForwardMeeting "
        "Duration End EndTimeZone EndTimeZoneId EndWallClock EnhancedLocation FirstOccurrence "
        "InboxReminders IsAllDayEvent IsCancelled IsMeeting IsOnlineMeeting IsOrganizer IsRecurring "
        "IsResponseRequested JoinOnlineMeetingUrl LastOccurrence LegacyFreeBusyStatus Location "
        "MeetingRequestWasSent MeetingTimeZone MeetingWorkspaceUrl ModifiedOccurrences MyResponseType "
        "NetShowUrl OnlineMeetingSettings OptionalAttendees Organizer OriginalStart Recurrence "
        "RecurrenceId RequiredAttendees Resources Start StartTimeZone StartTimeZoneId StartWallClock "
        "TimeZone UID When" },
    { "contacts",
        "AbchContactId AbchEmailAddresses AccountName Alias AssistantName Birthday BusinessHomePage "
        "Children Cid Comment Companies CompanyName CompleteName ContactShortId ContactSource ContactType "
        "ConversationGuid CreatedBy Culture Department DirectReports DirectoryId DisplayName "
        "EmailAddresses FileAs FileAsMapping Gender Generation GivenName HasPicture "
        "HidePresenceAndProfile ImAddresses ImMri Initials InviteFree IsAutoUpdateDisabled IsHidden "
        "IsMessengerEnabled IsPendingOutbound IsPrivate JobTitle MSExchangeCertificate Manager "
        "ManagerMailbox MiddleName Mileage MobileIMEnabled Mris Nickname NotInBirthdayCalendar Notes "
        "ObjectId OfficeLocation OtherMri PartnerNetworkProfilePhotoUrl PartnerNetworkThumbnailPhotoUrl "
        "PassportId PersonId PhoneNumbers PhoneticFirstName PhoneticFullName PhoneticLastName Photo "
        "PhysicalAddresses PostalAddressIndex PresenceTrustLevel Profession ProfileLastChanged "
        "ShellContactType SkypeAuthCertificate SkypeContext SkypeId SkypeRelationship SourceId SpouseName "
        "SupportGroupFeeds Surname TrustLevel UnifiedInbox Urls UserSMIMECertificate UserTileHash "
        "WeddingAnniversary Wlid XboxLiveTag YomiNickname" },
    { "distributionlist", "Members" },
    { "folder",
        "ArchiveTag ChildFolderCount DisplayName DistinguishedFolderId EffectiveRights FolderClass "
        "FolderId ManagedFolderInformation ParentFolderId PermissionSet PolicyTag ReplicaList "
        "SearchParameters SharingEffectiveRights TotalCount UnreadCount" },
    { "insight",
        "AppContexts ApplicationsIds EndTimeUtc InsightId StartTimeUtc Status SuggestedActions Text Type "
        "Version" },
    { "item",
        "AppliedHashtags AppliedHashtagsPreview ArchiveTag AtAllMention Attachments BlockStatus Body "
        "CanDelete Categories ConversationId Culture DateTimeCreated DateTimeReceived DateTimeSent "
        "DisplayBcc DisplayCc DisplayTo EffectiveRights EntityExtractionResult FirstBody Flag "
        "HasAttachments HasBlockedImages Hashtags IconIndex Importance InReplyTo InferenceClassification "
        "InstanceKey InternetMessageHeaders IsAssociated IsClutter IsDraft IsFromMe IsResend IsSubmitted "
        "IsUnmodified ItemClass ItemId LastModifiedName LastModifiedTime Likes LikesPreview MentionedMe "
        "Mentions MentionsEx MentionsPreview MimeContent MimeContentUTF8 NormalizedBody ParentFolderId "
        "PendingSocialActivityTagIds PolicyTag PredictedActionReasons Preview ReminderDueBy ReminderIsSet "
        "ReminderMinutesBeforeStart ReminderNextTime ResponseObjects RetentionDate "
        "RightsManagementLicenseData Sensitivity Size StoreEntryId Subject TextBody UniqueBody "
        "WebClientEditFormQueryString WebClientReadFormQueryString" },
    { "meeting",
        "AssociatedCalendarItemId DoNotForwardMeeting HasBeenProcessed IsDelegated IsOutOfDate "
        "ProposedEnd ProposedStart ResponseType" },
    { "meetingRequest", "ChangeHighlights IntendedFreeBusyStatus MeetingRequestType" },
    { "message",
        "ApprovalRequestData BccRecipients CcRecipients ConversationIndex ConversationTopic From "
        "InternetMessageId IsDeliveryReceiptRequested IsRead IsReadReceiptRequested IsResponseRequested "
        "MessageSafety PublishedCalendarItemIcs PublishedCalendarItemName ReceivedBy ReceivedRepresenting "
        "References ReminderMessageData ReplyTo Sender ToRecipients VotingInformation" },
    { "network",
        "AccountName AutoLinkError AutoLinkSuccess ClientPublishSecret ClientToken ClientToken2 "
        "ContactSyncError ContactSyncSuccess DisplayName DomainId DomainTag ErrorOffers "
        "FirstAuthErrorDates IsDefault LastVersionSaved LastWelcomeContact Offers ProfileUrl "
        "PsaLastChanged RefreshToken2 RefreshTokenExpiry2 RejectedOffers SessionHandle Settings "
        "SourceEntryID SyncEnabled TokenRefreshLastAttempted TokenRefreshLastCompleted UserEmail "
        "UserTileUrl" },
    { "person",
        "Alias Birthday CompanyProfile CurrentJob CurrentLocation Department DirectReports EmailAddress "
        "FullName GivenName Headline Hometown Insights LinkedInProfileLink ManagementChain "
        "MutualConnections MutualManager Office Peers PhoneNumber ProfessionalBiography SMSNumber Skills "
        "Surname TeamSize Title UserProfilePicture" },
    { "persona",
        "AssistantNames AssistantPhoneNumbers AttributedHasActiveDeals AttributedIsBusinessContact "
        "Attributions Birthdays Bodies BusinessAddresses BusinessHomePages BusinessPhoneNumbers "
        "BusinessPhoneNumbers2 CallbackPhones CarPhones Children CompanyName CompanyNames "
        "CreationTime Departments DisplayName DisplayNamePrefix DisplayNamePrefixes DisplayNames "
        "EmailAddress EmailAddresses Emails1 Emails2 Emails3 ExtendedProperties "
        "ExternalDirectoryObjectId FileAs FileAsId FileAsIds FileAses FolderIds Generations GivenName "
        "GivenNames HasActiveDeals Hobbies HomeAddresses HomeCity HomeFaxes HomePhones HomePhones2 "
        "ImAddress ImAddresses ImAddresses2 ImAddresses3 Initials InlineLinks IsBusinessContact "
        "IsFavorite ItemLinkIds LastContactedDate Locations Managers MapiAddressType MapiEmailAddress "
        "MapiEntryId MapiSearchKey MapiSendRichInfo MapiTransmittableDisplayName MiddleNames "
        "MobilePhones MobilePhones2 Nicknames OfficeLocations OrganizationMainPhones OtherAddresses "
        "OtherFaxes OtherPhones2 OtherTelephones Pagers PersonaId PersonaObjectStatus PersonaType "
        "PersonalHomePages PhoneNumber PostalAddress Professions RadioPhones RankingWeight "
        "RelevanceScore School SourceMailboxGuids SpouseNames Surname Surnames TelexNumbers Title "
        "Titles WeddingAnniversaries WorkCity WorkFaxes YomiCompanyName YomiCompanyNames "
        "YomiFirstName YomiFirstNames YomiLastName YomiLastNames" },
    { "postitem", "PostedTime" },
    { "rolemember", "DisplayName MemberId MemberType" },
    { "sharingMessage", "SharingMessageAction" },
    { "task",
        "ActualWork AssignedTime BillingInformation ChangeCount Companies CompleteDate Contacts "
        "DelegationState Delegator DueDate IsAssignmentEditable IsComplete IsRecurring IsTeamTask Mileage "
        "Owner PercentComplete Recurrence StartDate Status StatusDescription TotalWork" },
} };

constexpr std::array<std::string_view, 10> indexed_fields {
    "item:InternetMessageHeader",
    "contacts:ImAddress",
    "contacts:PhysicalAddress:Street",
    "contacts:PhysicalAddress:City",
    "contacts:PhysicalAddress:State",
    "contacts:PhysicalAddress:CountryOrRegion",
    "contacts:PhysicalAddress:PostalCode",
    "contacts:PhoneNumber",
    "contacts:EmailAddress",
    "distributionlist:Members:Member",
};

constexpr std::array<std::string_view, 27> property_types {
    "ApplicationTime",
    "ApplicationTimeArray",
    "Binary",
    "BinaryArray",
    "Boolean",
    "CLSID",
    "CLSIDArray",
    "Currency",
    "CurrencyArray",
    "Double",
    "DoubleArray",
    "Error",
    "Float",
    "FloatArray",
    "Integer",
    "IntegerArray",
    "Long",
    "LongArray",
    "Null",
    "Object",
    "ObjectArray",
    "Short",
    "ShortArray",
    "SystemTime",
    "SystemTimeArray",
    "String",
    "StringArray",
};

bool has_word(std::string_view words, std::string_view wanted)
{
    while (!words.empty()) {
        auto const word = words.substr(0, words.find(' '));
        if (word == wanted) return true;
        words.remove_prefix(std::min(words.size(), word.size() + 1));
    }
    return false;
}

}

bool is_field_uri(std::string_view text)
{
    auto const halves = base::split_once(text, ':');
    if (!halves) return false;
    auto const names = std::ranges::find(fields, halves->before, &Names::prefix);
    return names != fields.end() && has_word(names->words, halves->after);
}

bool is_indexed_field_uri(std::string_view text)
{
    return std::ranges::find(indexed_fields, text) != indexed_fields.end();
}

bool is_property_type(std::string_view text)
{
    return std::ranges::find(property_types, text) != property_types.end();
}

}
