using Chat.Contracts.Ids;

namespace Chat.Media.Claiming;

/// <summary>One medium of one claim.</summary>
/// <param name="Place">Of the claim among those asked.</param>
/// <param name="Seen">The user may see it, whoever owns it.</param>
internal readonly record struct ClaimedMedium(int Place, UserId User, ChatId Chat, MediaId Media, bool Seen = false);
