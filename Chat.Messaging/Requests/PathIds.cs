using System.Globalization;
using Chat.Contracts.Ids;

namespace Chat.Messaging.Requests;

/// <summary>Ids in a request's path. One that is malformed names nothing: the 404 of its kind.</summary>
public static class PathIds
{
    public static ChatId Chat(string text) => IdText.TryRead<ChatId>(text, out var id) ? id : throw Missing.Chat();

    public static UserId User(string text) => IdText.TryRead<UserId>(text, out var id) ? id : throw Missing.User();

    public static DeviceId Device(string text) => IdText.TryRead<DeviceId>(text, out var id) ? id : throw Missing.Device();

    public static long Seq(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : throw Missing.Message();
}
