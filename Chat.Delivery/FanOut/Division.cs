using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Delivery.Members;

namespace Chat.Delivery.FanOut;

/// <summary>Divides an event and its recipients into parts of at most <see cref="FanOutTopic.MaxRecipients"/>.</summary>
internal static class Division
{
    /// <param name="partitions">Of the topic.</param>
    public static IEnumerable<(int Partition, FanOutPart Part)> Of(Event e, IReadOnlyList<Member> recipients, int partitions)
    {
        var chat = new ChatId(e.ChatId);
        var withFirstSeqs = e.BodyCase == Event.BodyOneofCase.Membership;
        var places = new int[FanOutTopic.Lanes];
        for (var lane = 0; lane < places.Length; lane++)
            places[lane] = FanOutTopic.PartitionOf(chat, lane, partitions);

        // What is in one partition need not be in several parts.
        var open = new FanOutPart?[partitions];
        for (var i = 0; i < recipients.Count; i++)
        {
            var recipient = recipients[i];
            var partition = places[FanOutTopic.LaneOf(recipient.User)];
            var part = open[partition] ??= new FanOutPart { Event = e };
            part.UserIds.Add(recipient.User.Value);
            if (withFirstSeqs)
                part.FirstSeqs.Add(recipient.FirstSeq);
            if (part.UserIds.Count < FanOutTopic.MaxRecipients)
                continue;

            yield return (partition, part);
            open[partition] = null;
        }

        for (var partition = 0; partition < open.Length; partition++)
        {
            if (open[partition] is { } part)
                yield return (partition, part);
        }
    }
}
