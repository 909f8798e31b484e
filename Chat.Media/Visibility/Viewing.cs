using Chat.Contracts.Ids;

namespace Chat.Media.Visibility;

/// <summary>Somebody wants to see a medium that is another's.</summary>
internal readonly record struct Viewing(UserId User, MediaId Media);
