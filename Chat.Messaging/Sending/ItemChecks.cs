using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Internal;

namespace Chat.Messaging.Sending;

/// <summary>What can be said of an item without the database. The gateways checked the same; a bug there must not fail a
/// whole batch here.</summary>
public static class ItemChecks
{
    /// <summary>A code of the protocol, or null.</summary>
    public static string? Refusal(this SendItem item) =>
        item.Ciphertext.Length > Limits.MaxCiphertext ? ErrorCodes.TooLarge
        : item.MediaIds.Count > 0 && item.MediaIds.Any(id => id <= 0) ? ErrorCodes.MediaNotFound
        : item.ClientMsgId.Length != 16 || item.Ciphertext.Length == 0 || item.RefSeq < 0
            || !Enum.IsDefined((MessageKind)item.Kind) || item.ChatId <= 0 || item.SenderId <= 0
            || item.MediaIds.Count > Limits.MaxMediaPerMessage
            || (item.MediaIds.Count > 1 && item.MediaIds.Distinct().Count() < item.MediaIds.Count) ? ErrorCodes.BadRequest
        : null;

    public static string? Refusal(this WatermarkItem item) =>
        item.ChatId <= 0 || item.UserId <= 0 || item.DeliveredSeq < 0 || item.ReadSeq < 0 || (item.DeliveredSeq == 0 && item.ReadSeq == 0)
            ? ErrorCodes.BadRequest
            : null;
}
