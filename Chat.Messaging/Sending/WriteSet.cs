using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Messaging.Sending;

/// <summary>
/// What one transaction writes: the parts' sends, each clientMsgId of a sender in a chat once, and for each member of a
/// chat the highest watermarks. Order of the sends is the order of the parts.
/// </summary>
public sealed class WriteSet
{
    private readonly int[][] _placesOfSends;
    private readonly int[][] _placesOfWatermarks;

    public WriteSet(IReadOnlyList<WritePart> parts)
    {
        Parts = parts;
        var sends = new Dictionary<SendKey, int>();
        var watermarks = new Dictionary<(long Chat, long User), int>();
        _placesOfSends = [.. parts.Select(part => part.Sends.Select(send => PlaceOf(sends, part, send)).ToArray())];
        _placesOfWatermarks = [.. parts.Select(part => part.Watermarks.Select(item => PlaceOf(watermarks, item)).ToArray())];
    }

    public IReadOnlyList<WritePart> Parts { get; }

    public List<(SendItem Item, WritePart Part)> Sends { get; } = [];

    /// <summary>Any of the sends does.</summary>
    public bool CarriesMedia { get; private set; }

    public List<WatermarkItem> Watermarks { get; } = [];

    /// <summary>Gives every part its results; a repeated send gets the same one as the first.</summary>
    public void Complete(WriteOutcome outcome)
    {
        for (var i = 0; i < Parts.Count; i++)
        {
            Parts[i].Complete(new WritePartResult(
                [.. _placesOfSends[i].Select(place => outcome.Sends[place].ToResult())],
                [.. _placesOfWatermarks[i].Select(place => outcome.Watermarks[place].ToResult())]));
        }
    }

    private int PlaceOf(Dictionary<SendKey, int> places, WritePart part, SendItem send)
    {
        var key = new SendKey(send.ChatId, send.SenderId, send.ClientMsgGuid);
        if (places.TryGetValue(key, out var place))
            return place;

        Sends.Add((send, part));
        CarriesMedia |= send.MediaIds.Count > 0;
        places.Add(key, Sends.Count - 1);
        return Sends.Count - 1;
    }

    private int PlaceOf(Dictionary<(long Chat, long User), int> places, WatermarkItem item)
    {
        var key = (item.ChatId, item.UserId);
        if (!places.TryGetValue(key, out var place))
        {
            places.Add(key, place = Watermarks.Count);
            Watermarks.Add(new WatermarkItem { ChatId = item.ChatId, UserId = item.UserId });
        }

        Watermarks[place].Raise(new DeviceId(item.DeviceId), item.DeliveredSeq, item.ReadSeq);
        return place;
    }

    private readonly record struct SendKey(long Chat, long Sender, Guid ClientId);
}
