namespace Chat.Load.Faults.Striking;

/// <summary>One thing that goes wrong.</summary>
internal interface IFault
{
    /// <summary>In lower case with hyphens, as <c>--only</c> takes it.</summary>
    string Name { get; }

    Bars Bars { get; }

    /// <summary>Does it, and returns when nothing more is done: what was killed need not be up again.</summary>
    /// <param name="struck">Called at the moment from which on it counts.</param>
    /// <returns>What is worth saying about it, if anything.</returns>
    /// <exception cref="FaultSkippedException">This machine does not allow it.</exception>
    Task<string?> StrikeAsync(Action struck, CancellationToken cancellationToken);
}
