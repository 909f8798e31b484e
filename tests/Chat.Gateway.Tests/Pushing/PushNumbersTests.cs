using Chat.Gateway.Pushing;
using Chat.Testing.Time;
using Xunit;
using static Chat.Gateway.Pushing.PushNumbers.Verdict;

namespace Chat.Gateway.Tests.Pushing;

public sealed class PushNumbersTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly PushNumbers _numbers;

    public PushNumbersTests() => _numbers = new PushNumbers(_time);

    [Fact]
    public void Consecutive_numbers_are_no_jump_and_sources_count_by_themselves() =>
        Assert.Equal([Next, Next, Next, Next], [Take("a", 1), Take("b", 1), Take("a", 2), Take("b", 2)]);

    [Fact]
    public void A_missing_number_is_a_jump() => Assert.Equal([Next, Jump, Next], [Take("a", 1), Take("a", 3), Take("a", 4)]);

    [Fact]
    public void An_unknown_source_that_does_not_begin_with_1_is_a_jump() => Assert.Equal(Jump, Take("a", 5));

    [Fact]
    public void A_number_that_was_here_or_was_overtaken_is_a_repetition() =>
        Assert.Equal([Next, Jump, Repeated, Repeated], [Take("a", 1), Take("a", 3), Take("a", 3), Take("a", 2)]);

    [Fact]
    public void Sources_that_are_long_silent_are_forgotten()
    {
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Take($"source-{i}", 1);
        }

        Assert.Equal((Next, Jump), (Take("source-99", 2), Take("source-0", 2)));
    }

    private PushNumbers.Verdict Take(string source, long number) => _numbers.Take(source, number);
}
