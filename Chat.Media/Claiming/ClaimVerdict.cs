namespace Chat.Media.Claiming;

/// <summary>What the rows say of one medium of a claim. The numbers stand in <see cref="ClaimStatement"/>.</summary>
internal enum ClaimVerdict
{
    /// <summary>There is none that is completed.</summary>
    Missing = 0,

    /// <summary>The user's own, or known to be seen by the user.</summary>
    Granted = 1,

    /// <summary>Another's; it is not known whether the user may see it.</summary>
    Foreign = 2,
}
