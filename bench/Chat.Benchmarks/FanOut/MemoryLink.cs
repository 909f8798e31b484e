using Chat.Gateway.Connections;

namespace Chat.Benchmarks.FanOut;

/// <summary>A transport that takes every frame at once, or when <paramref name="taking"/> says.</summary>
internal sealed class MemoryLink(Func<Task> taking) : IClientLink
{
    public long Written { get; private set; }

    public Task WriteAsync(Frame frame)
    {
        Written++;
        return taking();
    }

    public void End(bool reconnect) => throw new InvalidOperationException("No connection ends in a benchmark.");

    public void Kill() => throw new InvalidOperationException("No connection ends in a benchmark.");
}
