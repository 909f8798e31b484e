using Chat.Contracts.Ids;

namespace Chat.Contracts.Hub;

/// <summary>The event <c>ChatChanged</c>; <paramref name="Change"/> is one of <see cref="ChatChange"/>.</summary>
public sealed record ChatChanged(ChatId ChatId, long Version, long FirstSeq, string Change, UserId? UserId);

public static class ChatChange
{
    public const string Created = "created";
    public const string Renamed = "renamed";
    public const string MemberAdded = "member-added";
    public const string MemberRemoved = "member-removed";
    public const string RoleChanged = "role-changed";
}
