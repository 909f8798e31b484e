namespace Chat.Contracts.Rest;

/// <summary>A role as the wire writes it.</summary>
public static class RoleText
{
    public static string Write(MemberRole role) => role switch
    {
        MemberRole.Owner => "owner",
        MemberRole.Admin => "admin",
        _ => "member",
    };

    public static MemberRole? Read(string? text) => text switch
    {
        "owner" => MemberRole.Owner,
        "admin" => MemberRole.Admin,
        "member" => MemberRole.Member,
        _ => null,
    };
}
