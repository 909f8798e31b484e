using System.Threading.Channels;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Instances;
using Xunit;

namespace Chat.Gateway.Tests.Sending;

/// <summary>Messaging whose every batch waits until the test answers it.</summary>
internal sealed class HeldMessaging
{
    /// <summary>More than any test makes; one more fails it.</summary>
    private const int MaxCalls = 10_000;

    private readonly Channel<Call> _calls = Channel.CreateBounded<Call>(MaxCalls);

    public HeldMessaging() => Fake.Write = (replica, batch) =>
    {
        var call = new Call(replica, batch);
        Assert.True(_calls.Writer.TryWrite(call));
        return call.Result.Task;
    };

    public FakeMessaging Fake { get; } = new();

    public int Waiting => _calls.Reader.Count;

    public async Task<Call> NextAsync() => await _calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    internal sealed record Call(Instance Replica, WriteBatch Batch)
    {
        public TaskCompletionSource<WriteResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public byte[] Marks => [.. Batch.Sends.Select(send => send.Ciphertext[0])];

        public void Accept(long firstSeq = 1) => Result.SetResult(FakeMessaging.Accept(Batch, firstSeq));
    }
}
