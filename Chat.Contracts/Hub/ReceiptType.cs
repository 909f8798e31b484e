namespace Chat.Contracts.Hub;

/// <summary>The names are on the wire; the numbers are stored.</summary>
public enum ReceiptType
{
    DELIVERED = 0,

    /// <summary>Implies <see cref="DELIVERED"/>.</summary>
    READ = 1,
}
