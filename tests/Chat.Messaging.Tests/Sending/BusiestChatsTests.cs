using Chat.Contracts.Ids;
using Chat.Messaging.Sending;
using Xunit;

namespace Chat.Messaging.Tests.Sending;

public sealed class BusiestChatsTests
{
    [Fact]
    public void The_busiest_stand_out_among_many_and_a_collection_starts_anew()
    {
        var busiest = new BusiestChats();
        for (var i = 0; i < 10_000; i++)
        {
            busiest.Count(new ChatId(1_000 + i));
            if (i % 10 == 0)
                busiest.Count(new ChatId(7));
        }

        var first = busiest.Collect().ToArray();

        Assert.Equal(10, first.Length);
        Assert.Equal(new ChatId(7).ToString(), first[0].Tags[0].Value);
        Assert.InRange(first[0].Value, 1_000, 1_200);
        Assert.Empty(busiest.Collect());
    }
}
