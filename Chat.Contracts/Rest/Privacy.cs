namespace Chat.Contracts.Rest;

/// <summary>The body of <c>PUT /api/users/me/privacy</c>.</summary>
/// <param name="LastSeen">Who may see the caller's presence: <c>everyone</c> (who shares a chat), <c>contacts</c> (who shares
/// a direct chat), <c>nobody</c>.</param>
public sealed record PrivacyRequest(string? LastSeen);
