using System.Diagnostics;
using Chat.Contracts.Internal;

namespace Chat.Messaging.Sending;

/// <summary>
/// What one request brings to one lane. It is written whole or not at all: if one of its messages fails, no later one of
/// the same request to the same chat may succeed.
/// </summary>
/// <param name="acceptedAt">When the request came, Unix milliseconds.</param>
/// <param name="arrived">The same as a timestamp of the clock.</param>
public sealed class WritePart(long acceptedAt, long arrived)
{
    private readonly TaskCompletionSource<WritePartResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<SendItem> Sends { get; } = [];

    public List<WatermarkItem> Watermarks { get; } = [];

    public long AcceptedAt { get; } = acceptedAt;

    public long Arrived { get; } = arrived;

    /// <summary>The trace of the request.</summary>
    public string? TraceParent { get; } = Activity.Current?.Id;

    public int Items => Sends.Count + Watermarks.Count;

    /// <summary>In the order of <see cref="Sends"/> and <see cref="Watermarks"/>. It does not fail: what could not be
    /// written is <c>unavailable</c>.</summary>
    public Task<WritePartResult> Result => _done.Task;

    public void Complete(WritePartResult result) => _done.TrySetResult(result);

    public void Fail(string code) => Complete(new WritePartResult(
        [.. Sends.Select(_ => new SendResult { Error = code })],
        [.. Watermarks.Select(_ => new WatermarkResult { Error = code })]));
}

public sealed record WritePartResult(IReadOnlyList<SendResult> Sends, IReadOnlyList<WatermarkResult> Watermarks);
