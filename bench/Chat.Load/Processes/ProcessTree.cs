namespace Chat.Load.Processes;

/// <summary>Processes with their children and theirs: Postgres is one process a connection. From <c>/proc</c>, Linux alone.</summary>
internal static class ProcessTree
{
    /// <summary>Each root before what is below it; what has ended is left out.</summary>
    public static IReadOnlyList<RunningProcess> Of(params IEnumerable<int> roots)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? RunningProcess.Read(pid) : null)
            .OfType<RunningProcess>()
            .ToArray();
        var children = all.ToLookup(process => process.Parent);
        var wanted = roots.ToHashSet();
        var tree = all.Where(process => wanted.Contains(process.Pid)).ToList();
        for (var next = 0; next < tree.Count; next++)
            tree.AddRange(children[tree[next].Pid]);
        return tree;
    }
}
