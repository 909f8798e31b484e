using System.Globalization;
using System.Text;
using Chat.Contracts.Ids;

namespace Chat.Checker;

/// <param name="UserId">Whose device or state it is, or the sender; null where the chat itself is wrong.</param>
/// <param name="DeviceId">Null where it is the server's.</param>
/// <param name="Detail">What was expected and what was found, in words.</param>
public sealed record Anomaly(
    AnomalyKind Kind, ChatId ChatId, UserId? UserId, DeviceId? DeviceId, long? Seq, Guid? ClientMsgId, string Detail)
{
    /// <summary>One line.</summary>
    public override string ToString()
    {
        var line = new StringBuilder(AnomalyKindText.Write(Kind)).Append(' ').Append(ChatId);
        if (Seq is { } seq)
            line.Append(CultureInfo.InvariantCulture, $" seq {seq}");
        if (UserId is { } user)
            line.Append(CultureInfo.InvariantCulture, $" {user}");
        if (DeviceId is { } device)
            line.Append(CultureInfo.InvariantCulture, $" {device}");
        if (ClientMsgId is { } id)
            line.Append(CultureInfo.InvariantCulture, $" {id}");
        return line.Append(": ").Append(Detail).ToString();
    }
}
