using System.Text.Json;
using Chat.Gateway.Connections;

namespace Chat.Presence.Tests.World;

/// <summary>A client that keeps the presence that it was told; while <see cref="IsSlow"/> it does not read.</summary>
internal sealed class RecordingLink(TimeProvider time) : IClientLink
{
    private readonly List<(long At, string User, string Status, string? LastSeen)> _told = [];
    private readonly Queue<TaskCompletionSource> _waiting = new();

    public bool IsSlow { get; set; }

    public IReadOnlyList<(long At, string User, string Status, string? LastSeen)> Told => _told;

    public Task WriteAsync(Frame frame)
    {
        using var document = JsonDocument.Parse(frame.Bytes[..^1]);
        if (document.RootElement.GetProperty("target").GetString() == "Presence")
        {
            var state = document.RootElement.GetProperty("arguments")[0];
            var lastSeen = state.TryGetProperty("lastSeen", out var at) ? at.GetString() : null;
            _told.Add((time.GetUtcNow().ToUnixTimeMilliseconds(), state.GetProperty("userId").GetString()!, state.GetProperty("status").GetString()!, lastSeen));
        }

        if (!IsSlow)
            return Task.CompletedTask;
        var waiting = new TaskCompletionSource();
        _waiting.Enqueue(waiting);
        return waiting.Task;
    }

    /// <summary>It reads again, all that was written.</summary>
    public void CatchUp()
    {
        IsSlow = false;
        while (_waiting.TryDequeue(out var waiting))
            waiting.SetResult();
    }

    public void End(bool reconnect)
    {
    }

    public void Kill()
    {
    }
}
