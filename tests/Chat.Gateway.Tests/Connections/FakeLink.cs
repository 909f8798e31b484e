using System.Text.Json;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Tests.Connections;

/// <summary>A transport that keeps what it is given; while <see cref="Blocked"/> its writes do not complete.</summary>
internal sealed class FakeLink : IClientLink
{
    private readonly List<Frame> _written = [];
    private TaskCompletionSource? _pending;

    public bool Blocked { get; set; }

    public bool? EndedWithReconnect { get; private set; }

    public bool Killed { get; private set; }

    public IReadOnlyList<Frame> Written => _written;

    /// <summary>The events, by target and argument.</summary>
    public IEnumerable<(string Target, JsonElement Argument)> Events => _written.Select(frame =>
    {
        using var document = JsonDocument.Parse(frame.Bytes[..^1]);
        var root = document.RootElement.Clone();
        return (root.GetProperty("target").GetString()!, root.GetProperty("arguments")[0]);
    });

    public IEnumerable<long> Seqs => Events.Where(e => e.Target == "Message").Select(e => e.Argument.GetProperty("seq").GetInt64());

    public Task WriteAsync(Frame frame)
    {
        _written.Add(frame);
        if (!Blocked)
            return Task.CompletedTask;
        _pending = new TaskCompletionSource();
        return _pending.Task;
    }

    /// <summary>The write under way completes; the next one may block again.</summary>
    public void Release() => _pending!.SetResult();

    public void End(bool reconnect) => EndedWithReconnect = reconnect;

    public void Kill() => Killed = true;
}
