using Chat.Contracts.Errors;
using Chat.Delivery.Consuming;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Delivery.Tests.Consuming;

public sealed class ForgottenRecordsTests : IAsyncLifetime
{
    private static readonly TopicPartition Zero = new("t", 0);
    private static readonly long Margin = (long)ForgottenRecords.Margin.TotalMilliseconds;

    private readonly List<long> _asked = [];
    private readonly ForgottenRecords _forgotten;
    private int _refusals;

    public ForgottenRecordsTests() => _forgotten = new ForgottenRecords(AskAsync, TimeProvider.System, NullLogger<ForgottenRecords>.Instance);

    public Task InitializeAsync() => _forgotten.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _forgotten.StopAsync(CancellationToken.None);
        _forgotten.Dispose();
    }

    [Fact]
    public async Task A_partition_without_a_committed_offset_is_asked_for_from_the_last_event_read()
    {
        Assign(3);
        Read(3);
        Assign(Offset.Unset);

        await AskedAsync(Sample.Accepted - Margin);
    }

    [Fact]
    public async Task What_this_process_knows_nothing_of_is_asked_for_as_far_as_it_is_kept()
    {
        Assign(Offset.Unset);
        await AskedAsync(0);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public async Task A_record_that_does_not_follow_is_asked_for(long next)
    {
        Assign(3);
        Read(3);
        Read(next);

        await AskedAsync(Sample.Accepted - Margin);
    }

    [Fact]
    public async Task A_record_that_does_not_follow_the_committed_offset_is_asked_for()
    {
        Assign(3);
        Read(4);

        await AskedAsync(0);
    }

    [Fact]
    public async Task What_another_replica_read_is_asked_for_from_somewhat_before_what_this_one_read()
    {
        Assign(3);
        Read(3);
        _forgotten.Assigned([new TopicPartitionOffset(new TopicPartition("t", 1), Offset.Unset)]);

        await AskedAsync(Sample.Accepted - (2 * Margin));
    }

    [Fact]
    public async Task Records_that_follow_each_other_ask_for_nothing()
    {
        Assign(3);
        Read(3);
        Read(4);
        Assign(4);
        Read(4);
        // Asked for last, so that it would stand behind anything else.
        _forgotten.Assigned([new TopicPartitionOffset(new TopicPartition("t", 1), Offset.Unset)]);

        await AskedAsync(Sample.Accepted - (2 * Margin));
    }

    [Fact]
    public async Task Messaging_is_asked_until_it_answers()
    {
        _refusals = 2;
        Assign(Offset.Unset);

        await AskedAsync(0);
        Assert.Equal(0, _refusals);
    }

    private void Assign(Offset committed) => _forgotten.Assigned([new TopicPartitionOffset(Zero, committed)]);

    private void Read(long offset) => _forgotten.Read(
        new ConsumedRecord(new TopicPartitionOffset(Zero, offset), [Sample.Message(7, 1, 10)], bytes: 10, activity: null, done: () => { }));

    private async Task AskedAsync(params long[] since)
    {
        await Eventually.True(() => Volatile.Read(ref _refusals) == 0 && Count() >= since.Length, TimeSpan.FromSeconds(10), "asked");
        Assert.Equal(since, _asked);
    }

    private int Count()
    {
        lock (_asked)
            return _asked.Count;
    }

    private Task AskAsync(long since, CancellationToken cancellation)
    {
        if (_refusals > 0)
        {
            _refusals--;
            throw ChatException.Unavailable("No replica.");
        }

        lock (_asked)
            _asked.Add(since);
        return Task.CompletedTask;
    }
}
