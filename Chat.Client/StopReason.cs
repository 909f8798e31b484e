namespace Chat.Client;

/// <summary>Why a client does not reconnect by itself.</summary>
public enum StopReason
{
    /// <summary>Another connection of the same device took over.</summary>
    Replaced,

    /// <summary>The device was signed out.</summary>
    DeviceRevoked,

    /// <summary>The server no longer speaks this client's version.</summary>
    UpgradeRequired,

    /// <summary>The refresh token is no longer good: log in again.</summary>
    SignedOut,

    /// <summary>The application disposed of the client.</summary>
    Disposed,
}
