namespace Chat.Load.Faults.Population;

internal enum ChatKind
{
    Direct,
    Three,
    Thirty,
    Big,

    /// <summary>A direct chat that is written to all the time, to see when sends are ACKed again.</summary>
    Probe,
}
