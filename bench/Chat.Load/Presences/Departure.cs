namespace Chat.Load.Presences;

internal enum Departure
{
    /// <summary>It has never been there.</summary>
    None,

    /// <summary>With a goodbye: it is to be seen at once.</summary>
    Goodbye,

    /// <summary>As from a lost network: it is to be seen 30 to 60 s later.</summary>
    Reset,
}
