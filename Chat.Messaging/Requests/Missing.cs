using Chat.Contracts.Errors;

namespace Chat.Messaging.Requests;

/// <summary>The 404s.</summary>
public static class Missing
{
    /// <summary>Also to who is not a member.</summary>
    public static ChatException Chat() => new(ErrorCodes.ChatNotFound, "There is no such chat, or you are not a member of it.");

    public static ChatException User() => new(ErrorCodes.UserNotFound, "There is no such user here.");

    public static ChatException Device() => new(ErrorCodes.DeviceNotFound, "You have no such device.");

    public static ChatException Message() => new(ErrorCodes.MessageNotFound, "There is no such message, or it is not yours to see.");
}
