using System.Collections.Concurrent;
using Chat.ServiceDefaults.Batching;

namespace Chat.ServiceDefaults.Tests.Batching;

public sealed class BatcherTests
{
    private readonly ConcurrentQueue<int[]> _batches = [];
    private readonly ConcurrentQueue<(int[] Items, Exception Exception)> _failed = [];
    private TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_lone_item_leaves_at_once()
    {
        _gate.SetResult();
        await using var batcher = Create(new BatchBounds(10, 10));
        Assert.True(batcher.TryAdd(1));
        await Eventually.True(() => _batches.Count == 1);
    }

    [Fact]
    public async Task What_arrives_while_a_batch_is_under_way_leaves_together_in_order()
    {
        await using var batcher = Create(new BatchBounds(10, 10));
        await BeginAsync(batcher, 1);
        for (var i = 2; i <= 5; i++)
            Assert.True(batcher.TryAdd(i));
        Assert.Single(_batches);

        _gate.SetResult();
        await Eventually.True(() => _batches.Count == 2);
        Assert.Equal([2, 3, 4, 5], _batches.Last());
    }

    [Fact]
    public async Task A_batch_has_no_more_items_than_its_bound()
    {
        await using var batcher = Create(new BatchBounds(10, 2));
        await BeginAsync(batcher, 1);
        for (var i = 2; i <= 6; i++)
            batcher.TryAdd(i);

        _gate.SetResult();
        await Eventually.True(() => _batches.Count == 4);
        Assert.Equal([[1], [2, 3], [4, 5], [6]], _batches);
    }

    [Fact]
    public async Task A_batch_weighs_no_more_than_its_bound_and_a_heavier_item_goes_alone()
    {
        await using var batcher = Create(new BatchBounds(10, 10, Weight: 10), weight: item => item);
        await BeginAsync(batcher, 1);
        foreach (var item in (int[])[4, 6, 1, 50, 2])
            batcher.TryAdd(item);

        _gate.SetResult();
        await Eventually.True(() => _batches.Sum(batch => batch.Length) == 6);
        Assert.Equal([[1], [4, 6], [1], [50], [2]], _batches);
    }

    [Fact]
    public async Task Full_an_item_is_refused()
    {
        await using var batcher = Create(new BatchBounds(Waiting: 2, Items: 10));
        await BeginAsync(batcher, 1);
        Assert.True(batcher.TryAdd(2));
        Assert.True(batcher.TryAdd(3));
        Assert.False(batcher.TryAdd(4));

        _gate.SetResult();
        await Eventually.True(() => _batches.Count == 2);
        Assert.True(batcher.TryAdd(5));
    }

    [Fact]
    public async Task A_batch_that_throws_is_reported_and_the_next_one_runs()
    {
        await using var batcher = Create(new BatchBounds(10, 10));
        await BeginAsync(batcher, 1);
        batcher.TryAdd(2);
        var failing = _gate;
        _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate.SetResult();
        failing.SetException(new InvalidOperationException("Broken."));
        await Eventually.True(() => _batches.Count == 2);

        var (items, exception) = Assert.Single(_failed);
        Assert.Equal([1], items);
        Assert.Equal("Broken.", exception.Message);
    }

    [Fact]
    public async Task Disposing_ends_what_is_under_way_hands_back_the_rest_and_refuses_more()
    {
        var batcher = Create(new BatchBounds(10, 10));
        await BeginAsync(batcher, 1);
        batcher.TryAdd(2);
        batcher.TryAdd(3);
        await batcher.DisposeAsync();
        await batcher.DisposeAsync();

        Assert.False(batcher.TryAdd(4));
        Assert.Equal([[1], [2, 3]], _failed.Select(failed => failed.Items));
        Assert.IsAssignableFrom<OperationCanceledException>(_failed.First().Exception);
        Assert.IsType<ObjectDisposedException>(_failed.Last().Exception);
    }

    [Fact]
    public async Task Nothing_is_lost_or_out_of_order_under_load()
    {
        _gate.SetResult();
        await using var batcher = Create(new BatchBounds(100, 7));
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            while (!batcher.TryAdd(i))
            {
                refused++;
                await Task.Yield();
            }
        }

        await Eventually.True(() => _batches.Sum(batch => batch.Length) == 20_000);
        Assert.Equal(Enumerable.Range(0, 20_000), _batches.SelectMany(batch => batch));
        Assert.True(refused > 0);
    }

    private Batcher<int> Create(BatchBounds bounds, Func<int, long>? weight = null) => new(
        "test",
        bounds,
        async (batch, cancellation) =>
        {
            _batches.Enqueue([.. batch]);
            await _gate.Task.WaitAsync(cancellation);
        },
        (batch, exception) => _failed.Enqueue(([.. batch], exception)),
        weight);

    /// <summary>The first item is a batch of its own, and under way.</summary>
    private async Task BeginAsync(Batcher<int> batcher, int item)
    {
        Assert.True(batcher.TryAdd(item));
        await Eventually.True(() => _batches.Count == 1);
    }
}
