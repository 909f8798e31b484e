using Chat.Contracts.Errors;
using Chat.ServiceDefaults.Batching;

namespace Chat.ServiceDefaults.Tests.Batching;

public sealed class BatchedCallTests
{
    [Fact]
    public async Task Each_caller_gets_its_own_result()
    {
        await using var call = new BatchedCall<int, string>("test", new BatchBounds(1_000, 10), (requests, _) =>
            Task.FromResult<IReadOnlyList<string>>([.. requests.Select(request => $"{request}!")]));

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => call.CallAsync(i, CancellationToken.None)));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}!"), results);
    }

    [Fact]
    public async Task What_the_call_throws_reaches_every_caller_of_the_batch()
    {
        await using var call = new BatchedCall<int, int>("test", new BatchBounds(10, 10), (_, _) => throw ChatException.BadRequest("No."));
        var refusal = await Assert.ThrowsAsync<ChatException>(() => call.CallAsync(1, CancellationToken.None));
        Assert.Equal(ErrorCodes.BadRequest, refusal.Code);
    }

    [Fact]
    public async Task Results_that_are_too_few_are_a_defect()
    {
        await using var call = new BatchedCall<int, int>("test", new BatchBounds(10, 10), (_, _) => Task.FromResult<IReadOnlyList<int>>([]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => call.CallAsync(1, CancellationToken.None));
    }

    [Fact]
    public async Task Full_the_call_is_unavailable()
    {
        var gate = new TaskCompletionSource<IReadOnlyList<int>>();
        var running = new TaskCompletionSource();
        await using var call = new BatchedCall<int, int>("test", new BatchBounds(Waiting: 1, Items: 1), async (requests, cancellation) =>
        {
            running.TrySetResult();
            await gate.Task.WaitAsync(cancellation);
            return requests;
        });
        var first = call.CallAsync(1, CancellationToken.None);
        await running.Task;
        var second = call.CallAsync(2, CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<ChatException>(() => call.CallAsync(3, CancellationToken.None));
        Assert.Equal(ErrorCodes.Unavailable, refusal.Code);
        gate.SetResult([]);
        Assert.Equal((1, 2), (await first, await second));
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_the_others_alone()
    {
        var gate = new TaskCompletionSource();
        await using var call = new BatchedCall<int, int>("test", new BatchBounds(10, 10), async (requests, cancellation) =>
        {
            await gate.Task.WaitAsync(cancellation);
            return requests;
        });
        using var impatience = new CancellationTokenSource();
        var impatient = call.CallAsync(1, impatience.Token);
        var patient = call.CallAsync(2, CancellationToken.None);
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.SetResult();
        Assert.Equal(2, await patient);
    }

    [Fact]
    public async Task Disposing_fails_those_who_wait()
    {
        var running = new TaskCompletionSource();
        var call = new BatchedCall<int, int>("test", new BatchBounds(10, 1), async (requests, cancellation) =>
        {
            running.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return requests;
        });
        var first = call.CallAsync(1, CancellationToken.None);
        await running.Task;
        var second = call.CallAsync(2, CancellationToken.None);
        await call.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => second);
    }
}
