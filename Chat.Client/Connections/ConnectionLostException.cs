namespace Chat.Client.Connections;

/// <summary>The connection ended or never came about; whether the server saw the call is not known.</summary>
internal sealed class ConnectionLostException(string sentence, Exception? inner = null) : Exception(sentence, inner);
