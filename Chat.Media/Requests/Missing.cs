using Chat.Contracts.Errors;

namespace Chat.Media.Requests;

internal static class Missing
{
    /// <summary>Also to whom it is not shown.</summary>
    public static ChatException Media() => new(ErrorCodes.MediaNotFound, "There is no such media, or it is not yours to see.");
}
