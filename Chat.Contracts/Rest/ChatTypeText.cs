namespace Chat.Contracts.Rest;

/// <summary>A chat's type as the wire writes it.</summary>
public static class ChatTypeText
{
    public static string Write(ChatType type) => type switch
    {
        ChatType.Direct => "direct",
        ChatType.Group => "group",
        _ => "channel",
    };

    public static ChatType? Read(string? text) => text switch
    {
        "direct" => ChatType.Direct,
        "group" => ChatType.Group,
        "channel" => ChatType.Channel,
        _ => null,
    };
}
