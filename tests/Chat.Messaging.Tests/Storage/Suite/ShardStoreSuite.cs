using Chat.Messaging.Sending;
using Xunit;

namespace Chat.Messaging.Tests.Storage.Suite;

/// <summary>What every shard store does, the real one and the model: it answers random work as the model does, and by its
/// rules.</summary>
public abstract class ShardStoreSuite
{
    private const int Steps = 60;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Random_work_is_answered_as_the_model_answers_it(int seed)
    {
        var (script, model) = (new ShardScript(await OpenAsync(), seed), new ShardScript(new ModelShardUnderTest(), seed));

        await script.RunAsync(Steps);
        await model.RunAsync(Steps);

        Assert.Equal(model.Results, script.Results);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Seqs_have_no_gaps_and_a_repeated_send_has_its_first_one(int seed)
    {
        var script = new ShardScript(await OpenAsync(), seed);

        await script.RunAsync(Steps);

        var sends = script.Results.Select(result => result.Split(' ')).Where(words => words[0] == "send")
            .Select(words => (Chat: words[1], Verdict: Enum.Parse<SendVerdict>(words[2]), Seq: words[3], HasFirstTime: words[4])).ToArray();
        foreach (var chat in sends.Where(send => send.Verdict == SendVerdict.Stored).GroupBy(send => send.Chat))
            Assert.Equal(Enumerable.Range(1, chat.Count()).Select(seq => $"{seq}"), chat.Select(send => send.Seq));
        Assert.All(sends.Where(send => send.Verdict == SendVerdict.Known), send => Assert.Equal("True", send.HasFirstTime));
    }

    /// <summary>An empty one.</summary>
    protected abstract Task<ShardUnderTest> OpenAsync();
}
