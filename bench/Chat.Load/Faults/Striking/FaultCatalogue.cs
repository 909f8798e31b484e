using Chat.Load.Processes;

namespace Chat.Load.Faults.Striking;

/// <summary>Every fault that this stack can suffer.</summary>
internal static class FaultCatalogue
{
    /// <param name="only">Names, or the beginnings of names up to a hyphen; none: all.</param>
    /// <exception cref="UsageException">One of them is none.</exception>
    public static IReadOnlyList<IFault> Of(
        RunningStack stack, RudeClients rude, BinarySwap? release, IReadOnlyList<string> only)
    {
        var processes = stack.Read();
        IFault[] all =
        [
            .. processes.Select(process => new KillFault(stack, process)),
            .. processes.Select(process => new StopFault(stack, process)),
            new PowerLossFault(stack),
            new RollingRestartFault(stack, release),
            new ExhaustedConnectionsFault(stack),
            new SlowClientFault(rude),
            new SilentClientFault(rude),
            new FloodingClientFault(rude),
            new FullDiskFault(stack),
        ];
        foreach (var name in only.Where(name => !all.Any(fault => Matches(fault, name))))
            throw new UsageException($"There is no fault {name}: {string.Join(", ", all.Select(fault => fault.Name))}.");
        return only.Count == 0 ? all : [.. all.Where(fault => only.Any(name => Matches(fault, name)))];
    }

    private static bool Matches(IFault fault, string name) =>
        fault.Name == name || fault.Name.StartsWith(name + "-", StringComparison.Ordinal);
}
