namespace Chat.Messaging.Tests.Operations;

/// <summary>A clock that stands still unless it is moved.</summary>
public sealed class StoppedTime : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
