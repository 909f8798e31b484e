using Chat.Contracts.Ids;

namespace Chat.Checker;

/// <summary>Everything that one device did and was told, in that order, over all of its process lives.</summary>
public sealed record DeviceHistory(UserId UserId, DeviceId DeviceId, IReadOnlyList<DeviceEvent> Events)
{
    /// <summary>
    /// Whether the recording ends on a connection that has caught up. Only then are <see cref="AnomalyKind.Missing"/> and a
    /// READ mark that never took hold judged for this device: record the end of the run before disposing of the clients, and
    /// assert this for every device that should be whole.
    /// </summary>
    public bool EndsCaughtUp
    {
        get
        {
            for (var i = Events.Count - 1; i >= 0; i--)
            {
                if (Events[i] is CaughtUp)
                    return true;
                if (Events[i] is Connected or Disconnected or Started)
                    return false;
            }

            return false;
        }
    }
}
