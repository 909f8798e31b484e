namespace Chat.Load.Faults.Striking;

/// <summary>
/// Puts one build's programs in the place of another's while these run: a process keeps the files that it has open, the next
/// one starts from the new.
/// </summary>
/// <param name="running">The root of the source tree whose stack runs.</param>
/// <param name="release">The root of the other.</param>
internal sealed class BinarySwap(string running, string release)
{
    private static readonly Dictionary<string, string> Projects = new()
    {
        ["messaging"] = "Chat.Messaging",
        ["delivery"] = "Chat.Delivery",
        ["presence"] = "Chat.Presence",
        ["media"] = "Chat.Media",
        ["gateway"] = "Chat.Gateway",
        ["edge"] = "Chat.Edge",
    };

    public void Swap(string service)
    {
        var project = Projects[service];
        var place = Path.Combine(running, project, "bin");
        Directory.Move(place, place + ".before");
        Directory.CreateSymbolicLink(place, Path.Combine(release, project, "bin"));
    }
}
