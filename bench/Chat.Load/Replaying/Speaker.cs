using Chat.Contracts.Ids;

namespace Chat.Load.Replaying;

/// <summary>A user of the run, with one or two devices.</summary>
internal sealed record Speaker(string Name, string UserName, UserId UserId, IReadOnlyList<ReplayedDevice> Devices)
{
    private int _next;

    /// <summary>Who has two devices speaks from them in turn, but not from one that is away if another is not.</summary>
    public ReplayedDevice NextToSpeak()
    {
        var turn = Devices[_next++ % Devices.Count];
        return turn.IsAway ? Devices.FirstOrDefault(device => !device.IsAway) ?? turn : turn;
    }
}
