using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Presence;

/// <summary>What one replica of Presence is still to be told. Guarded by <see cref="LocalPresence"/>.</summary>
/// <param name="begunAt">Unix milliseconds: the numbers begin with it, so that those to a replica that was not in the list for a
/// while, and knows this gateway, go on rising.</param>
public sealed class ReplicaLink(Instance replica, long begunAt)
{
    public Instance Replica => replica;

    /// <summary>Of the last report that was sent.</summary>
    public long Number { get; set; } = begunAt;

    /// <summary>All of it is to be sent, and not only the changes.</summary>
    public bool IsIncomplete { get; set; } = true;

    /// <summary>Users whose latest state it does not have.</summary>
    public HashSet<long> Users { get; private set; } = [];

    /// <summary>Connections whose watches it does not have.</summary>
    public HashSet<long> Watches { get; private set; } = [];

    public bool IsUnderWay { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public long SentAt { get; set; }

    public long NextAt { get; set; }

    public int Failures { get; set; }

    /// <summary>What is marked from now on belongs to the next report.</summary>
    public (HashSet<long> Users, HashSet<long> Watches, bool All) Take()
    {
        var taken = (Users, Watches, IsIncomplete);
        (Users, Watches, IsIncomplete) = ([], [], false);
        return taken;
    }
}
