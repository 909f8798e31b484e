using Chat.Contracts.Ids;

namespace Chat.Load.Faults.Population;

/// <summary>A user with one device or two, or with none.</summary>
internal sealed record LoadedUser(UserId Id, IReadOnlyList<LoadedDevice> Devices)
{
    /// <summary>Null: all are away.</summary>
    public LoadedDevice? AnyPresent(Random random)
    {
        var first = random.Next(Devices.Count);
        for (var i = 0; i < Devices.Count; i++)
        {
            var device = Devices[(first + i) % Devices.Count];
            if (device.IsPresent)
                return device;
        }

        return null;
    }
}
